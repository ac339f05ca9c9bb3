public import Census
internal import GRDB
internal import GeoModel

extension Workspace {
    /// Reads the form of every unit.
    ///
    /// - Parameter body: Called with the unit's key, the code of its kind (as written when the reference data do not
    ///   know it) and the form; what it throws ends the reading.
    /// - Throws: What `body` throws, and `StoreError`.
    public func forEachForm(_ body: (String, String, UnitForm) throws -> Void) throws {
        try readForms("ORDER BY fid", [], body)
    }

    /// The form of one unit, or `nil` when there is no such unit.
    public func form(ofUnit key: String) throws -> UnitForm? {
        var found: UnitForm?
        try readForms("WHERE unit_key = ? ORDER BY fid LIMIT 1", [key]) { _, _, form in found = form }
        return found
    }

    private func readForms(
        _ condition: String, _ arguments: StatementArguments,
        _ body: (String, String, UnitForm) throws -> Void
    ) throws {
        let kinds = try unitKinds()
        try GeoPackageFile.reportingDamage(of: path) {
            try queue.read { db in
                let rows = try Row.fetchCursor(
                    db,
                    sql: "SELECT unit_key, kind, industry_codes, source_fields FROM unit \(condition)",
                    arguments: arguments)
                while let row = try rows.next() {
                    let written = row[1] as String? ?? ""
                    let kind = UnitKind.named(written, among: kinds)
                    let form = UnitForm(
                        kind: kind, industryCodes: row[2] as String? ?? "",
                        columns: Self.columns(row[3] as String? ?? ""))
                    try body(row[0] as String? ?? "", kind?.code ?? written, form)
                }
            }
        }
    }

    /// The columns that an import kept, from their JSON; text that another program spoilt stands as one column.
    static func columns(_ json: String) -> [(name: String, text: String)] {
        guard !json.isEmpty else { return [] }
        do throws(JSONError) {
            guard case .object(let members) = try JSONValue(json: Array(json.utf8)) else {
                return [("source_fields", json)]
            }
            return members.compactMap { member in
                if case .string(let text) = member.value { (member.name, text) } else { nil }
            }
        } catch {
            return [("source_fields", json)]
        }
    }
}
