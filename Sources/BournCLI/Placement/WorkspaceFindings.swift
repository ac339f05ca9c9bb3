internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore

/// What Bourn says of the rows of a workspace's units, by the keys that the rows have in a table of known answers.
struct WorkspaceFindings {
    /// The rows that came: those of units, and those refused.
    private(set) var rows: Set<String> = []
    /// For each kind of mistake the rows, or pairs of rows, it is reported for.
    private(set) var reports: [String: Set<String>] = [:]
    private var rowOfUnit: [String: String] = [:]

    /// The columns that may hold a row's key.
    private static let keyColumns = ["序号", "row_key", "id"]

    /// Which kind of mistake a note tells of.
    private static let kindOfNote = [
        "check-character": "bad-check-digit", "full-width-digits": "full-width-digits",
        "sixty-seconds": "sixty-seconds", "industry-lost-zero": "lost-leading-zero-industry",
        "organisation-lost-zero": "lost-leading-zero-organisation",
    ]

    /// Gathers what a review, the imports and the search for duplicates say.
    ///
    /// - Parameters:
    ///   - list: The review of all units.
    ///   - office: The workspace.
    ///   - answers: Knows the keys of refused rows by their numbers.
    /// - Throws: `StoreError`.
    init(_ list: PlacementWorklist, in office: Workspace, answers: KnownAnswers) throws {
        try addNotes(of: office)
        for (kind, units) in list.mistakes {
            for unit in units { report(kind, rowOfUnit[unit] ?? unit) }
        }
        try addRefusals(of: office, answers)
        addPairs(of: try office.directoryUnits())
    }

    private mutating func report(_ kind: String, _ row: String) {
        reports[kind, default: []].insert(row)
    }

    private mutating func addNotes(of office: Workspace) throws {
        let file = try GeoPackageFile(path: office.path)
        let reader = LayerReader(try file.layer(named: ImportKind.units.layerName), of: file)
        try reader.forEachRow(fields: ["unit_key", "notes", "source_fields"]) { unit in
            let key = unit.text(0) ?? ""
            let row = KeptColumns(unit.text(2) ?? "").value(ofAny: Self.keyColumns) ?? key
            rowOfUnit[key] = row
            rows.insert(row)
            for note in (unit.text(1) ?? "").split(separator: " ") {
                if let kind = Self.kindOfNote[String(note)] { report(kind, row) }
            }
        }
    }

    private mutating func addRefusals(of office: Workspace, _ answers: KnownAnswers) throws {
        for refusal in try office.refusals(limit: .max) {
            let file = URL(fileURLWithPath: refusal.source).lastPathComponent
            guard let row = answers.key(ofRow: refusal.row, in: file) else { continue }
            rows.insert(row)
            guard case .scientificNotation? = refusal.value.flatMap(CodeText.spreadsheetDamage),
                let field = ImportKind.units.fields.first(where: { $0.isCalled(refusal.field ?? "") })
            else { continue }
            report("scientific-notation-\(field.name == "code" ? "credit" : "zone")-code", row)
        }
    }

    /// Units that may be one, and those that share a code and are rightly told apart.
    private mutating func addPairs(of units: [DirectoryUnit]) {
        var proposed: Set<String> = []
        for candidate in DuplicateSearch().candidates(in: units) {
            let pair = pair(candidate.first, candidate.second)
            proposed.insert(pair)
            // The strongest reason comes first; the others follow from it.
            switch candidate.reasons.first {
            case .sameIdentity: report("duplicate-credit-code", pair)
            case .organisationCodeInside: report("duplicate-organisation-code", pair)
            case .nearNameAndPoint: report("duplicate-near-name", pair)
            case nil: break
            }
        }
        var firstOfCode: [String: DirectoryUnit] = [:]
        for unit in units {
            guard let identity = unit.identity else { continue }
            guard let first = firstOfCode[identity.code], let other = first.identity else {
                firstOfCode[identity.code] = unit
                continue
            }
            let pair = pair(first.key, unit.key)
            guard identity != other, !proposed.contains(pair) else { continue }
            report(
                identity.county == other.county ? "same-code-other-suffix" : "same-code-other-county", pair)
        }
    }

    private func pair(_ a: String, _ b: String) -> String {
        KnownAnswers.pair(rowOfUnit[a] ?? a, rowOfUnit[b] ?? b)
    }
}
