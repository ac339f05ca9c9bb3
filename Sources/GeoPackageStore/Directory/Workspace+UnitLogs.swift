public import Census
internal import GRDB

/// Units that entries of a log name and the workspace does not have.
public struct UnknownUnits: Error, Hashable, Sendable {
    /// An entry that names a unit that is not there.
    public struct Entry: Hashable, Sendable {
        /// Its place among the entries given, from 0.
        public let place: Int
        /// The unit it names.
        public let unit: String
    }

    /// All such entries.
    public let entries: [Entry]
}

extension Workspace {
    /// Adds entries to a log: all of them or none.
    ///
    /// - Throws: `UnknownUnits` when any names a unit that is not there.
    public func append(_ entries: [UnitLogEntry], to log: UnitLog) throws {
        try change { db in
            let known = try db.makeStatement(sql: "SELECT 1 FROM unit WHERE unit_key = ? LIMIT 1")
            var unknown: [UnknownUnits.Entry] = []
            for (place, entry) in entries.enumerated()
            where try Int.fetchOne(known, arguments: [entry.unit]) == nil {
                unknown.append(UnknownUnits.Entry(place: place, unit: entry.unit))
            }
            guard unknown.isEmpty else { throw UnknownUnits(entries: unknown) }
            let insertion = try UnitLogTables.insertion(to: log, in: db)
            for entry in entries {
                let texts = [entry.unit] + entry.values + [entry.reason, entry.actor, entry.time]
                try insertion.run(texts.map(FieldValue.text))
            }
        }
    }

    /// The entries of a log in the order in which they were made, wherever that was: what a part brings back stands behind
    /// what the whole entered later.
    public func entries(of log: UnitLog) throws -> [UnitLogEntry] {
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                let columns = UnitLogTables.columns(of: log)
                let rows = try SteppedStatement(
                    "SELECT \(columns.joined(separator: ", ")) FROM \(log.table) ORDER BY entered_at, fid",
                    in: db)
                var entries: [UnitLogEntry] = []
                while try rows.step() {
                    let texts = columns.indices.map { rows.text(Int32($0)) ?? "" }
                    entries.append(
                        UnitLogEntry(
                            unit: texts[0], values: Array(texts[1..<1 + log.fields.count]),
                            reason: texts[1 + log.fields.count], actor: texts[2 + log.fields.count],
                            time: texts[3 + log.fields.count]))
                }
                return entries
            }
        }
    }
}
