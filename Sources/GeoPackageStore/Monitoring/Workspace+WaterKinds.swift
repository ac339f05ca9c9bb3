public import Census
internal import Foundation
internal import GRDB
internal import GeoModel

extension Workspace {
    /// Whether the coded receiving waters of outfalls are rivers or lakes, by the outfall's code.
    ///
    /// A water's kind is what the layer of water bodies says; where it says none, a line is a river, and an area stays
    /// unknown, since wide rivers are drawn as areas too. Outfalls without a water code, with one that no layer has, or with one that
    /// stands for both kinds, are not in the answer.
    ///
    /// - Throws: `StoreError`.
    /// - Complexity: O(k log n) for k different waters among n.
    public func waterKinds(of outfalls: [MonitoredOutfall]) throws -> [String: WaterKind] {
        let codes = Set(outfalls.map(\.waterCode)).subtracting([""])
        let kinds = try reading { db in
            try Dictionary(
                uniqueKeysWithValues: codes.sorted().map { ($0, try Self.waterKind(of: $0, in: db)) })
        }
        let known = outfalls.compactMap { outfall in
            (kinds[outfall.waterCode] ?? nil).map { (outfall.code, $0) }
        }
        return Dictionary(known) { first, _ in first }
    }

    private static func waterKind(of code: String, in db: Database) throws -> WaterKind? {
        let statement = try db.cachedStatement(sql: "SELECT kind, geom FROM water_body WHERE code = ?")
        var found: Set<WaterKind> = []
        let rows = try Row.fetchCursor(statement, arguments: [code])
        while let row = try rows.next() {
            let word = String.fromDatabaseValue(row[0]) ?? ""
            if let kind = WaterKind(spelled: word) {
                found.insert(kind)
            } else if word.isEmpty, Data.fromDatabaseValue(row[1]).map(isLine) ?? false {
                found.insert(.river)
            }
        }
        return found.count == 1 ? found.first : nil
    }

    /// A damaged geometry is the audit's to tell; here it is no line.
    private static func isLine(_ blob: Data) -> Bool {
        switch (try? GeoPackageBlob.decode([UInt8](blob)))?.geometry {
        case .lineString, .multiLineString: true
        default: false
        }
    }
}
