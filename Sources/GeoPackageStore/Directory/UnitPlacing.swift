internal import Census
internal import GRDB
internal import GeoKernels
internal import GeoModel

/// Looks up the zones of units inside one transaction and keeps them.
struct UnitPlacing {
    let db: Database
    /// Units located at once.
    private static let batch = 65_536

    // MARK: All units

    /// Places every unit.
    func placeAll() throws -> ZoneRefresh {
        let zones = try ZoneShapes("ORDER BY fid", in: db)
        let isFirst = try Int.fetchOne(db, sql: "SELECT count(*) FROM unit_zone") == 0
        let units = try SteppedStatement(
            """
            SELECT u.fid, u.geom, z.zone_code, u.unit_key FROM unit u LEFT JOIN unit_zone z ON z.fid = u.fid
            ORDER BY u.fid
            """, in: db)
        var moves = UnitMoves()
        var fids: [Int64] = []
        var positions: [Position] = []
        var zoneOfUnit: [(fid: Int64, zone: String?)] = []
        while try units.step() {
            fids.append(units.integer(0))
            positions.append(units.position(1) ?? Position(.nan, .nan))
            if positions.count == Self.batch { flush(&fids, &positions, zones, &zoneOfUnit) }
        }
        flush(&fids, &positions, zones, &zoneOfUnit)
        if !isFirst { moves = try movesOfAll(zoneOfUnit) }
        try keepAll(zoneOfUnit)
        return moves.refresh(isComplete: true, examined: zoneOfUnit.count)
    }

    private func flush(
        _ fids: inout [Int64], _ positions: inout [Position], _ zones: ZoneShapes,
        _ found: inout [(fid: Int64, zone: String?)]
    ) {
        let placed = zones.locator.locate(positions)
        for (index, fid) in fids.enumerated() {
            let zone = Int(placed.zones[index])
            found.append((fid, zone >= 0 ? zones.codes[zone] : nil))
        }
        fids.removeAll(keepingCapacity: true)
        positions.removeAll(keepingCapacity: true)
    }

    private func movesOfAll(_ found: [(fid: Int64, zone: String?)]) throws -> UnitMoves {
        let now = Dictionary(found.map { ($0.fid, $0.zone) }, uniquingKeysWith: { first, _ in first })
        let rows = try SteppedStatement(
            """
            SELECT coalesce(z.fid, u.fid), z.zone_code, coalesce(u.unit_key, z.unit_key, '#' || z.fid),
                u.fid NOT NULL, z.name
            FROM unit_zone z FULL JOIN unit u ON u.fid = z.fid
            """, in: db)
        var moves = UnitMoves()
        while try rows.step() {
            moves.add(
                rows.text(2) ?? "", from: rows.text(1), to: now[rows.integer(0)] ?? nil,
                vanishedAs: rows.integer(3) == 0 ? rows.text(4) ?? "" : nil)
        }
        return moves
    }

    private func keepAll(_ found: [(fid: Int64, zone: String?)]) throws {
        try db.execute(sql: "DELETE FROM unit_zone")
        let insertion = try UnitZoneTables.placement(in: db)
        for (fid, zone) in found { try insertion.run([.integer(fid), .optional(zone)]) }
    }

    // MARK: What changed

    /// Places the units that were touched, and those where a zone was.
    func placeTouched() throws -> ZoneRefresh {
        let (old, new) = try editions()
        let changes = ZoneChanges(from: old, to: new)
        var units: [Int64: FoundUnit] = [:]
        for unit in try touchedUnits() { units[unit.fid] = unit }
        for change in changes.changes {
            for unit in try self.units(in: change.envelope) { units[unit.fid] = unit }
        }
        let zones = try ZoneShapes(near: units.values.lazy.compactMap(\.position), in: db)
        var moves = UnitMoves()
        let insertion = try UnitZoneTables.placement(in: db)
        for unit in units.values {
            let after = unit.position.flatMap { zones.zone(of: $0) }
            if unit.exists {
                try insertion.run([.integer(unit.fid), .optional(after)])
            } else {
                try db.execute(sql: "DELETE FROM unit_zone WHERE fid = ?", arguments: [unit.fid])
            }
            moves.add(
                unit.key, from: unit.zone, to: after, vanishedAs: unit.exists ? nil : unit.name ?? "")
        }
        // Zones are compared by number and code, so that one made anew counts as changed.
        let codes = Set((old + new).map { String($0.code.drop { $0 != " " }.dropFirst()) })
        return moves.refresh(isComplete: false, zones: codes.sorted(), examined: units.count)
    }

    /// The zones that were written since the last placement, as they were and as they are.
    private func editions() throws -> (old: [CodedArea], new: [CodedArea]) {
        let old = try ZoneShapes.areas("SELECT fid, code, geom FROM zone_before WHERE geom NOT NULL", in: db)
        let new = try ZoneShapes.areas(
            "SELECT z.fid, z.code, z.geom FROM zone z JOIN zone_before b ON b.fid = z.fid", in: db)
        return (old, new)
    }

    private struct FoundUnit {
        let fid: Int64
        let key: String
        let position: Position?
        let zone: String?
        let exists: Bool
        /// What it was called when it was placed.
        let name: String?
    }

    private func touchedUnits() throws -> [FoundUnit] {
        try units(
            """
            SELECT t.fid, coalesce(u.unit_key, z.unit_key, '#' || t.fid), u.geom, z.zone_code,
                u.fid NOT NULL, z.name
            FROM unit_touched t LEFT JOIN unit u ON u.fid = t.fid LEFT JOIN unit_zone z ON z.fid = t.fid
            """)
    }

    /// The units in a rectangle, its border included; the index holds single precision, so it finds a few too many.
    private func units(in box: Envelope) throws -> [FoundUnit] {
        try units(
            """
            SELECT u.fid, u.unit_key, u.geom, z.zone_code, 1, NULL FROM rtree_unit_geom r
            JOIN unit u ON u.fid = r.id LEFT JOIN unit_zone z ON z.fid = u.fid WHERE \(box.overlap)
            """
        ).filter { $0.position.map(box.contains) ?? false }
    }

    private func units(_ query: String) throws -> [FoundUnit] {
        let rows = try SteppedStatement(query, in: db)
        var units: [FoundUnit] = []
        while try rows.step() {
            units.append(
                FoundUnit(
                    fid: rows.integer(0), key: rows.text(1) ?? "", position: rows.position(2),
                    zone: rows.text(3), exists: rows.integer(4) != 0, name: rows.text(5)))
        }
        return units
    }
}

/// Some zones of a workspace; among overlapping ones the code that comes first decides, as everywhere.
private struct ZoneShapes {
    let codes: [String]
    let locator: ZoneLocator

    init(_ condition: String, in db: Database) throws {
        try self.init(reading: SteppedStatement("SELECT code, geom FROM zone \(condition)", in: db))
    }

    /// The zones whose rectangles touch those of some positions, brought together in squares of a grid.
    init(near positions: some Sequence<Position>, in db: Database) throws {
        var boxes: [Position: Envelope] = [:]
        for position in positions {
            // A hundredth of a degree, about a kilometre: fewer questions than units, few zones too many.
            let cell = Position((position.x * 100).rounded(.down), (position.y * 100).rounded(.down))
            boxes[cell, default: Envelope(position)].formUnion(position)
        }
        var fids = Set<Int64>()
        for box in boxes.values {
            let rows = try SteppedStatement("SELECT id FROM rtree_zone_geom r WHERE \(box.overlap)", in: db)
            while try rows.step() { fids.insert(rows.integer(0)) }
        }
        let rows = try SteppedStatement("SELECT code, geom FROM zone WHERE fid = ?", in: db)
        try self.init(reading: rows, fids: fids.sorted())
    }

    /// Reads all rows of a statement, or with numbers, the row of each.
    private init(reading rows: SteppedStatement, fids: [Int64]? = nil) throws {
        var codes: [String] = []
        var builder = PolygonTable.Builder()
        func append() {
            codes.append(rows.text(0) ?? "")
            Self.append(rows, 1, to: &builder)
        }
        if let fids {
            for fid in fids {
                rows.restart(binding: [fid])
                if try rows.step() { append() }
            }
        } else {
            while try rows.step() { append() }
        }
        self.codes = codes
        locator = ZoneLocator(builder.finish(), rank: ZoneLocator.rank(byCode: codes))
    }

    func zone(of position: Position) -> String? { locator.locate(position).zone.map { codes[$0] } }

    /// Zones by number and code, from a statement that gives both and the geometry.
    static func areas(_ query: String, in db: Database) throws -> [CodedArea] {
        let rows = try SteppedStatement(query, in: db)
        var areas: [CodedArea] = []
        while try rows.step() {
            var builder = PolygonTable.Builder()
            append(rows, 2, to: &builder)
            areas.append(
                CodedArea(
                    code: "\(rows.integer(0)) \(rows.text(1) ?? "")",
                    area: builder.finish().area(ofFeature: 0)))
        }
        return areas
    }

    /// A zone that cannot be read holds no position; the audit names it.
    private static func append(
        _ rows: SteppedStatement, _ column: Int32, to builder: inout PolygonTable.Builder
    ) {
        rows.withBytes(column) { _, bytes in
            do throws(GeoPackageBlobError) {
                try builder.append(geoPackageBlob: bytes)
            } catch {
                builder.endFeature()
            }
        }
    }
}

extension Envelope {
    /// The condition by which rows of an R-tree called r touch the rectangle.
    fileprivate var overlap: String {
        "r.maxx >= \(minX) AND r.minx <= \(maxX) AND r.maxy >= \(minY) AND r.miny <= \(maxY)"
    }
}

/// The moves of units as they are found, where a row that went and one that came may be the same unit.
private struct UnitMoves {
    private var moves: [Reassignment.Move] = []
    private var vanished: [String: (zone: String?, name: String)] = [:]

    /// Adds what became of a row; `vanishedAs` is the unit's name when the row is gone.
    mutating func add(_ key: String, from before: String?, to after: String?, vanishedAs name: String?) {
        if let name {
            vanished[key] = (before, name)
        } else if before != after || before == nil {
            // One that was in no zone may be a vanished one under another number.
            moves.append(Reassignment.Move(key: key, before: before, after: after))
        }
    }

    /// What moved, by key, byte by byte.
    func refresh(isComplete: Bool, zones: [String] = [], examined: Int) -> ZoneRefresh {
        var left = vanished
        let joined = moves.compactMap { move -> Reassignment.Move? in
            let before = move.before ?? left.removeValue(forKey: move.key)?.zone ?? nil
            guard before != move.after else { return nil }
            return Reassignment.Move(key: move.key, before: before, after: move.after)
        }
        let gone = left.filter { $0.value.zone != nil }.map {
            Reassignment.Move(key: $0.key, before: $0.value.zone, after: nil)
        }
        return ZoneRefresh(
            isComplete: isComplete, zones: zones, examined: examined,
            moves: (joined + gone).sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) },
            vanished: Dictionary(uniqueKeysWithValues: gone.map { ($0.key, left[$0.key]?.name ?? "") }))
    }
}
