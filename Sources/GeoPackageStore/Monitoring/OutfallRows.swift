internal import Census
internal import Foundation
internal import GRDB
internal import GeoModel

/// Outfalls of the register as monitoring needs them.
enum OutfallRows {
    private static let columns = """
        o.code, o.name, o.division_code, o.scale, o.water_name, o.water_code, o.geom,
        (SELECT h.value FROM outfall_code h WHERE h.outfall_id = o.outfall_id AND h.scheme = 'hj1235'
            AND h.valid_through IS NULL ORDER BY h.fid DESC LIMIT 1),
        coalesce(o.state, 'registered') != 'excluded', o.exclusion
        """

    /// Every outfall by its code, those that do not count included.
    static func all(in db: Database) throws -> [String: MonitoredOutfall] {
        var found: [String: MonitoredOutfall] = [:]
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(columns) FROM outfall o WHERE o.code IS NOT NULL ORDER BY o.fid")
        while let row = try rows.next() {
            let outfall = outfall(row)
            found[outfall.code] = outfall
        }
        return found
    }

    /// The outfalls of an area, by the beginning of their division's code, or of their own where they have none.
    static func inArea(_ area: String, in db: Database) throws -> [MonitoredOutfall] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT \(columns) FROM outfall o
                WHERE (o.division_code >= :from AND o.division_code < :past)
                    OR (o.code >= :from AND o.code < :past)
                ORDER BY o.code
                """, arguments: ["from": area, "past": area + "~"])
        return rows.map(outfall).filter {
            $0.division.isEmpty ? $0.code.hasPrefix(area) : $0.division.hasPrefix(area)
        }
    }

    static func inOrder(in db: Database) throws -> [MonitoredOutfall] {
        try Row.fetchAll(db, sql: "SELECT \(columns) FROM outfall o WHERE o.code IS NOT NULL ORDER BY o.code")
            .map(outfall)
    }

    /// Whoever has, or had, a code of any scheme, with the days on which it was theirs.
    static func owners(of code: String, in db: Database) throws -> [OutfallCodeOwner] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT \(columns), o.fid, NULL, NULL FROM outfall o WHERE o.code = ?1
                UNION ALL
                SELECT \(columns), o.fid, c.valid_from, c.valid_through FROM outfall_code c
                JOIN outfall o ON o.outfall_id = c.outfall_id WHERE c.value = ?1 AND o.code IS NOT NULL
                """)
        var order: [Int64] = []
        var outfalls: [Int64: MonitoredOutfall] = [:]
        var periods: [Int64: [OutfallCodeOwner.Period]] = [:]
        for row in try Row.fetchAll(statement, arguments: [code]) {
            let fid: Int64 = row[10]
            if outfalls.updateValue(outfall(row), forKey: fid) == nil { order.append(fid) }
            guard let from = day(row[11]) else { continue }
            periods[fid, default: []].append(OutfallCodeOwner.Period(from: from, through: day(row[12])))
        }
        return order.compactMap { fid in
            outfalls[fid].map { OutfallCodeOwner($0, periods: periods[fid] ?? []) }
        }
    }

    /// A day that another program made unreadable is the audit's to tell.
    private static func day(_ value: DatabaseValue) -> CalendarDate? {
        String.fromDatabaseValue(value).flatMap { try? CalendarDate(iso: $0) }
    }

    private static func outfall(_ row: Row) -> MonitoredOutfall {
        func text(_ index: Int) -> String { String.fromDatabaseValue(row[index]) ?? "" }
        return MonitoredOutfall(
            code: text(0), otherCode: String.fromDatabaseValue(row[7]), name: text(1),
            division: text(2), scale: OutfallScale(formText: text(3)), waterName: text(4), waterCode: text(5),
            position: Data.fromDatabaseValue(row[6]).flatMap(position), counts: row[8],
            exclusion: String.fromDatabaseValue(row[9]).flatMap(ExclusionReason.init(word:)))
    }

    /// A damaged geometry is the audit's to tell; here the outfall has no place.
    private static func position(_ blob: Data) -> Position? {
        guard let found = try? GeoPackageBlob.decode([UInt8](blob)), case .point(let point) = found.geometry
        else { return nil }
        return point
    }
}
