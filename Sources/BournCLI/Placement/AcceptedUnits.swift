internal import Census
internal import GeoModel
internal import GeoPackageStore

/// What accepting a proposal does to each unit that it speaks of, and to the batch that it was made for.
///
/// Only the units that the proposal speaks of are moved, and of these only those that are as they were when it was made.
struct AcceptedUnits {
    /// The units to move.
    private(set) var moves: [UnitMove] = []
    /// Keys of units that were changed or removed since the proposal.
    private(set) var changed: [String] = []
    /// Units that have joined the batch since.
    private(set) var joined = 0
    /// Units whose coordinates the correction cannot read.
    private(set) var unreadable = 0

    /// Nothing is moved.
    init() {}

    /// Compares a proposal with the units as they are now.
    ///
    /// - Parameters:
    ///   - proposal: The proposal.
    ///   - proposed: The units that it speaks of.
    ///   - units: The units of the workspace.
    ///   - reader: How corrections read coordinates.
    ///   - conversion: From degrees to the workspace's reference.
    init(
        _ proposal: CorrectionProposal, speakingOf proposed: [ProposedUnit], among units: ReviewedUnits,
        reader: CorrectionReader, conversion: ReferenceConversion
    ) {
        var waiting = Dictionary(proposed.map { ($0.row, $0) }, uniquingKeysWith: { first, _ in first })
        for (index, point) in units.points.enumerated() {
            let now = units.proposed(index)
            guard let then = waiting.removeValue(forKey: now.row) else {
                if point.batch == proposal.batch { joined += 1 }
                continue
            }
            guard then == now, point.batch == proposal.batch else {
                changed.append(then.key)
                continue
            }
            guard let read = reader.position(of: point, reading: proposal.correction), read.isFinite,
                let after = conversion.position(read)
            else {
                unreadable += 1
                continue
            }
            moves.append(UnitMove(row: now.row, key: now.key, before: now.position, after: after))
        }
        changed += waiting.values.map(\.key).sorted()
    }

    /// Says which units stay as they are.
    func tell(_ console: Console) {
        for key in changed {
            console.note(
                text(
                    zh: "单位 \(key) 在建议提出后已改动或删除，保持不变",
                    en: "unit \(key) was changed or removed since the proposal and stays as it is"))
        }
        if joined > 0 {
            console.note(
                text(
                    zh: "\(joined) 个单位在建议提出后才加入该批次，保持不变；请用 placement propose 单独检验",
                    en: "\(joined) units joined the batch since the proposal and stay; see placement propose")
            )
        }
        if unreadable > 0 {
            console.note(
                text(
                    zh: "\(unreadable) 个单位的坐标不能按此改正读取，保持不变",
                    en: "\(unreadable) units have coordinates that cannot be read so, and stay"))
        }
    }
}
