internal import Census
internal import Foundation
internal import GRDB
internal import GeoModel

/// Outfalls of the register as monitoring needs them.
enum OutfallRows {
    private static let columns = """
        code, name, division_code, scale, water_name, water_code, geom, source_fields
        """

    /// Every outfall by its code.
    static func all(in db: Database) throws -> [String: MonitoredOutfall] {
        var found: [String: MonitoredOutfall] = [:]
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(columns) FROM outfall WHERE code IS NOT NULL ORDER BY fid")
        while let row = try rows.next() {
            let outfall = try outfall(row)
            found[outfall.code] = outfall
        }
        return found
    }

    /// The outfalls of an area, by the beginning of their division's code, or of their own where they have none.
    static func inArea(_ area: String, in db: Database) throws -> [MonitoredOutfall] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT \(columns) FROM outfall
                WHERE (division_code >= :from AND division_code < :past) OR (code >= :from AND code < :past)
                ORDER BY code
                """, arguments: ["from": area, "past": area + "~"])
        return try rows.map(outfall).filter {
            $0.division.isEmpty ? $0.code.hasPrefix(area) : $0.division.hasPrefix(area)
        }
    }

    static func inOrder(in db: Database) throws -> [MonitoredOutfall] {
        try Row.fetchAll(db, sql: "SELECT \(columns) FROM outfall WHERE code IS NOT NULL ORDER BY code")
            .map(outfall)
    }

    static func outfall(code: String, in db: Database) throws -> MonitoredOutfall? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM outfall WHERE code = ?")
        return try Row.fetchOne(statement, arguments: [code]).map(outfall)
    }

    /// The codes of the other scheme, each with the code that the register keeps the outfall by.
    static func otherCodes(in db: Database) throws -> [String: String] {
        var codes: [String: String] = [:]
        let rows = try Row.fetchCursor(
            db, sql: "SELECT code, source_fields FROM outfall WHERE source_fields LIKE '%-%-%-%-%'")
        while let row = try rows.next() {
            let code: String = row[0]
            if let other = otherCode(String.fromDatabaseValue(row[1])) { codes[other] = code }
        }
        return codes
    }

    private static func outfall(_ row: Row) throws -> MonitoredOutfall {
        func text(_ index: Int) -> String { String.fromDatabaseValue(row[index]) ?? "" }
        return MonitoredOutfall(
            code: text(0), otherCode: otherCode(String.fromDatabaseValue(row[7])), name: text(1),
            division: text(2), scale: OutfallScale(formText: text(3)), waterName: text(4), waterCode: text(5),
            position: Data.fromDatabaseValue(row[6]).flatMap(position))
    }

    /// A damaged geometry is the audit's to tell; here the outfall has no place.
    private static func position(_ blob: Data) -> Position? {
        guard let found = try? GeoPackageBlob.decode([UInt8](blob)), case .point(let point) = found.geometry
        else { return nil }
        return point
    }

    /// The value that has the form of a code by HJ 1235, whatever its column was called.
    private static func otherCode(_ json: String?) -> String? {
        guard let json, case .object(let members)? = try? JSONValue(json: Array(json.utf8)) else {
            return nil
        }
        for member in members {
            if case .string(let text) = member.value, let code = HJ1235Code(text) { return code.text }
        }
        return nil
    }
}
