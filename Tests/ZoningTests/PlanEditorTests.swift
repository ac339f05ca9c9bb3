import GeoKernels
import GeoModel
import TestSupport
import Testing
import Zoning
import ZoningInstances

struct PlanEditorTests {
    /// Six blocks in a row, zones 0 0 0 1 1 1, each block of weight 2.
    private func editor(parents: [Int]? = nil) -> PlanEditor {
        let graph = MadeGraphs.path(Array(repeating: 2, count: 6), rules: BlockRules(parents: parents))
        return PlanEditor(
            graph, zoneOfBlock: [0, 0, 0, 1, 1, 1], limits: WorkloadLimits(minimum: 4, maximum: 6))
    }

    @Test("a move changes the totals at once and can be undone and done again")
    func move() throws {
        var editor = editor()
        try editor.move([2], to: 1)
        #expect(editor.workload(of: 1) == 8)
        #expect(editor.status(of: 1) == .tooHeavy(by: 2))
        #expect(editor.zonesOutOfLimits == [1])
        editor.undo()
        #expect(editor.zoneOfBlock == [0, 0, 0, 1, 1, 1])
        #expect(editor.status(of: 1) == .within && !editor.canUndo)
        editor.redo()
        #expect(editor.zoneOfBlock == [0, 0, 1, 1, 1, 1])
    }

    @Test("an edit that would break a zone apart, cross a parent or touch a lock is refused")
    func refusals() throws {
        var editor = editor()
        #expect(throws: PlanEditor.Refusal.disconnects(zone: 0)) { try editor.move([1], to: 1) }
        #expect(throws: PlanEditor.Refusal.notBeside(zone: 1)) { try editor.move([0], to: 1) }
        #expect(throws: PlanEditor.Refusal.nothingToDo) { try editor.move([0], to: 0) }
        #expect(throws: PlanEditor.Refusal.noSuchZone(7)) { try editor.move([0], to: 7) }
        #expect(throws: PlanEditor.Refusal.empties(zone: 0)) { try editor.move([0, 1, 2], to: 1) }
        try editor.setLock(true, zone: 0)
        #expect(throws: PlanEditor.Refusal.locked(zone: 0)) { try editor.move([2], to: 1) }
        #expect(throws: PlanEditor.Refusal.locked(zone: 0)) { try editor.merge(1, into: 0) }
        editor.undo()
        try editor.move([2], to: 1)
        var towns = self.editor(parents: [0, 0, 0, 1, 1, 1])
        #expect(throws: PlanEditor.Refusal.otherParent(zone: 1)) { try towns.move([2], to: 1) }
    }

    @Test("zones are joined and divided, and numbers are not used twice")
    func mergeAndSplit() throws {
        var editor = editor()
        try editor.merge(1, into: 0)
        #expect(editor.zones == [0])
        let first = try editor.split(off: [4, 5])
        #expect(first == 2)
        #expect(editor.zones(beside: 2) == [0])
        editor.undo()
        #expect(editor.zones == [0])
        #expect(try editor.split(off: [0, 1]) == 3)
        #expect(!editor.canRedo, "a new edit forgets what was undone")
    }

    @Test("whatever is tried, zones stay connected and undo leads back to the start", arguments: seeds(10))
    func randomEdits(seed: UInt64) {
        var rng = SplitMix64(seed: seed)
        let instance = PlantedInstance(seed: seed, blocks: 20...40)
        let graph = instance.graph
        var editor = PlanEditor(graph, zoneOfBlock: instance.planted, limits: instance.limits)
        for _ in 0..<200 {
            let block = rng.index(below: graph.count)
            let other = editor.zoneOfBlock[rng.index(below: graph.count)]
            do {
                switch rng.index(below: 8) {
                case 0: try editor.merge(editor.zoneOfBlock[block], into: other)
                case 1: try editor.split(off: [block] + graph.neighbours(of: block))
                case 2: try editor.setLock(rng.index(below: 2) == 0, zone: other)
                default: try editor.move([block], to: other)
                }
            } catch {
                continue
            }
        }
        #expect(editor.metrics.disconnected == 0)
        while editor.canUndo { editor.undo() }
        #expect(editor.zoneOfBlock == instance.planted)
        #expect(editor.lockedZones.isEmpty)
    }
}
