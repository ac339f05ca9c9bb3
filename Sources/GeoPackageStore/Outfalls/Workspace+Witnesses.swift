public import Census
internal import Foundation
internal import GRDB
public import GeoModel

extension Workspace {
    /// Where teams, lists and experts put cases, of those that any of them did.
    ///
    /// - Complexity: O(k log n) for k cases among n observations.
    public func onSitePositions(ofCases ids: [String]) throws -> [String: [Position]] {
        guard !ids.isEmpty else { return [:] }
        let list = String(decoding: JSONValue.array(Set(ids).map(JSONValue.string)).json, as: UTF8.self)
        return try reading { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT o.case_id, o.geom FROM json_each(?) j CROSS JOIN outfall_observation o
                    WHERE o.case_id = j.value AND o.source <> 'drone'
                    """, arguments: [list])
            return rows.reduce(into: [:]) { places, row in
                guard let place = Data.fromDatabaseValue(row[1]).flatMap({ Position(blob: Array($0)) })
                else { return }
                places[row[0], default: []].append(place)
            }
        }
    }

    /// The entries that count whose form states a second position.
    public func entriesWithSecondPosition() throws -> [RegisterEntry] {
        try reading { db in
            try RegisterReader(db).entries(
                "o.other_x IS NOT NULL AND o.state = 'registered' ORDER BY o.fid", [])
        }
    }
}
