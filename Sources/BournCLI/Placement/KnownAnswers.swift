internal import Census
internal import Interchange

/// The mistakes that are known to be in some rows, to measure what Bourn says of them by.
struct KnownAnswers {
    /// What is known of a row.
    struct Row {
        let key: String
        let mistake: String
        /// The row that a copy was made of.
        let related: String
    }

    /// The rows with a mistake.
    private var mistaken: [Row] = []
    /// The key of each row of a file, in the file's order.
    private var keysByFile: [String: [String]] = [:]

    /// Kinds that are of two rows: copies, and what only looks like one.
    private static let kindsOfPairs: Set<String> = [
        "duplicate-credit-code", "duplicate-organisation-code", "duplicate-near-name",
        "same-code-other-county", "same-code-other-suffix",
    ]

    /// Reads a table with the columns `row_key` and `mistake`, and `file` and `related_row` if it has them.
    ///
    /// - Throws: The error of a missing column, and what reading throws.
    init(path: String) throws {
        let source = try CSVRowSource(path: path)
        let header = CSVHeader(names: source.columns)
        let (key, mistake) = (try header.column(named: "row_key"), try header.column(named: "mistake"))
        let file = source.columns.firstIndex(of: "file")
        let related = source.columns.firstIndex(of: "related_row")
        try source.forEachRow { row in
            func cell(_ column: Int?) -> String { column.flatMap { row.values[$0] } ?? "" }
            keysByFile[cell(file), default: []].append(cell(key))
            guard !cell(mistake).isEmpty else { return }
            mistaken.append(Row(key: cell(key), mistake: cell(mistake), related: cell(related)))
        }
    }

    /// The key of a row by its number in its file, from 1.
    func key(ofRow number: Int, in file: String) -> String? {
        guard let keys = keysByFile[file], keys.indices.contains(number - 1) else { return nil }
        return keys[number - 1]
    }

    /// What names two rows, in whatever order.
    static func pair(_ a: String, _ b: String) -> String { min(a, b) + "+" + max(a, b) }

    private func answers(where isWanted: (Row) -> Bool) -> [String: Set<String>] {
        var answers: [String: Set<String>] = [:]
        for row in mistaken where isWanted(row) {
            let isPair = Self.kindsOfPairs.contains(row.mistake)
            answers[row.mistake, default: []].insert(isPair ? Self.pair(row.key, row.related) : row.key)
        }
        return answers
    }

    /// Precision and recall for each kind that a review of files looks for; other kinds are mistakes of other columns.
    func table(for reports: [String: Set<String>]) -> String {
        let kinds = PlacementSuspicion.mistakes.union(["wrong-central-meridian", "wrong-zone-prefix"])
        let looked = answers { kinds.contains($0.mistake) }
        return DetectionEvaluation(answers: looked, reports: reports.filter { looked[$0.key] != nil }).table
    }

    /// Precision and recall for each kind that is known, and how many known rows never came to the workspace.
    func table(for findings: WorkspaceFindings) -> String {
        let looked = answers { findings.rows.contains($0.key) }
        let evaluation = DetectionEvaluation(
            answers: looked, reports: findings.reports.filter { looked[$0.key] != nil })
        let absent = mistaken.count { !findings.rows.contains($0.key) }
        guard absent > 0 else { return evaluation.table }
        return evaluation.table + "\n"
            + text(
                zh: "另有 \(absent) 行已知错误不在此工作区，未计入",
                en: "\(absent) rows with a known mistake never came to this workspace and do not count")
    }
}
