internal import Census
internal import GeoKernels
internal import GeoModel
internal import PROJBridge

/// Units read from a source, each with the block it lies in.
struct UnitLocations {
    /// Where the units are, in the blocks' reference.
    private(set) var positions: [Position] = []
    /// The block of each unit, or −1.
    private(set) var blocks: [Int] = []
    /// What the rows say of their references.
    private var said = ReferenceTally()

    /// Reads units and locates them.
    ///
    /// - Parameters:
    ///   - path: The source of points.
    ///   - options: How to read it.
    ///   - reference: The blocks' reference.
    ///   - locator: Finds the block of a point.
    /// - Returns: The units.
    /// - Throws: Any error of opening and reading.
    static func read(
        _ path: String, options: PointOptions, in reference: CRSIdentifier, locator: ZoneLocator
    ) async throws -> UnitLocations {
        let source = try await PointSource.open(path, options: options)
        let conversion = try ReferenceConversion(
            from: source.reference, to: reference,
            parameters: options.datumShift.map { PROJBridge.DatumShift($0.shift) })
        var units = UnitLocations()
        // A faulty row has no position, and is counted with those that lie in no block.
        try source.forEachBatch { batch in
            try Interruption.check()
            var positions = batch.positions
            for index in conversion.convert(&positions) { positions[index] = Position(.nan, .nan) }
            let located = locator.locate(positions)
            units.said.add(batch.said, rowsBefore: units.positions.count)
            units.positions += positions
            units.blocks += positions.indices.map { Int(located.zones[$0]) }
        }
        return units
    }

    /// The same units in other blocks.
    func located(by locator: ZoneLocator) -> UnitLocations {
        var units = self
        units.blocks = locator.locate(positions).zones.map { Int($0) }
        return units
    }

    /// The units that count nowhere.
    var outside: [RefusedUnits.Unit] {
        blocks.indices.filter { blocks[$0] < 0 }.map { .init(row: $0 + 1, position: positions[$0]) }
    }

    /// Tells how many units count nowhere.
    func warn(on console: Console) {
        for note in said.notes { console.note(note[.invoked]) }
        let outside = blocks.count { $0 < 0 }
        guard outside > 0 else { return }
        console.note(
            text(
                zh: "注意：\(blocks.count) 个普查对象中有 \(outside) 个不在任何地块内或坐标不可用，不计入",
                en:
                    "note: \(outside) of \(blocks.count) units lie in no block or have no usable coordinates, and count nowhere"
            ))
    }
}
