/// The reference data of the directory: tables that an office may replace by its own.
///
/// Our defaults are labelled as such in the column `origin`. Every value is text; what a table may hold is checked
/// when it is set.
public enum DirectoryReference: String, CaseIterable, Sendable {
    /// The six states of a unit with their colours.
    case dispositions
    /// The departments of the joint review.
    case departments
    /// The kinds of units.
    case unitKinds = "unit-kinds"
    /// The fields that a kind has besides the common ones.
    case unitFields = "unit-fields"
    /// The greatest rates that pass a quality check.
    case qualityLimits = "quality-limits"
    /// The stages of progress, in their order.
    case progressStages = "progress-stages"
    /// The limits of the tests of placements, and the usual error of each source of coordinates.
    case placementLimits = "placement-limits"
    /// The days of the census that dates are compared with.
    case censusDates = "census-dates"

    /// What stands in `origin` beside our own rows.
    public static let defaultOrigin = "Bourn default"

    /// The table's name in the workspace.
    public var table: String {
        switch self {
        case .dispositions: "disposition"
        case .departments: "department"
        case .unitKinds: "unit_kind"
        case .unitFields: "unit_kind_field"
        case .qualityLimits: "quality_limit"
        case .progressStages: "progress_stage"
        case .placementLimits: "placement_limit"
        case .censusDates: "census_date"
        }
    }

    /// The columns, the last of them `origin`.
    public var columns: [String] {
        let own: [String] =
            switch self {
            case .dispositions: ["code", "title_zh", "title_en", "colour", "counts_in_register"]
            case .departments, .progressStages: ["code", "title_zh", "title_en"]
            case .unitKinds: ["code", "title_zh", "title_en", "object_letter"]
            case .unitFields:
                ["kind", "name", "title_zh", "title_en", "content", "measure", "counted_from", "columns"]
            case .qualityLimits: ["code", "limit"]
            case .placementLimits: ["code", "title_zh", "title_en", "limit"]
            case .censusDates: ["code", "title_zh", "title_en", "day"]
            }
        return own + ["origin"]
    }

    /// Our rows.
    public var defaults: [[String]] {
        let rows: [[String]] =
            switch self {
            case .dispositions:
                DispositionTable.usual.dispositions.map {
                    [
                        $0.code, $0.title.chinese, $0.title.english, $0.colour,
                        $0.countsInRegister ? "yes" : "no",
                    ]
                }
            case .departments:
                Department.usual.map { [$0.code, $0.title.chinese, $0.title.english] }
            case .unitKinds:
                UnitKind.usual.map {
                    [$0.code, $0.title.chinese, $0.title.english, $0.objectLetter ?? ""]
                }
            case .unitFields: UnitKind.usual.flatMap { kind in kind.fields.map { $0.row(of: kind.code) } }
            case .qualityLimits:
                [
                    ["missed", "\(QualityLimits().missed)"], ["duplicate", "\(QualityLimits().duplicate)"],
                    ["error", "\(QualityLimits().error)"],
                ]
            case .progressStages:
                ProgressStage.usual.map { [$0.code, $0.title.chinese, $0.title.english] }
            case .placementLimits: PlacementLimits.defaultRows
            case .censusDates: CensusDates.defaultRows
            }
        return rows.map { $0 + [Self.defaultOrigin] }
    }

    /// What is wrong with rows that are to be the table.
    ///
    /// - Parameters:
    ///   - rows: The rows in the order of `columns`.
    ///   - kinds: The codes of the kinds of units, which the rows of unit fields must name.
    /// - Returns: Every fault with the row's number from 1; 0 for the table as a whole.
    public func faults(in rows: [[String]], kinds: Set<String>) -> [ReferenceFault] {
        let wholeFaults: [ReferenceFault] =
            switch self {
            case .dispositions: dispositionFaults(rows)
            case .qualityLimits: limitFaults(rows)
            case .placementLimits: PlacementLimits.faults(in: rows)
            case .censusDates: CensusDates.faults(in: rows)
            default: rows.isEmpty ? [ReferenceFault(row: 0, text: ReferenceFault.nothing)] : []
            }
        return rows.enumerated().flatMap { rowFaults($1, $0 + 1, kinds: kinds) } + repeatedCodes(rows)
            + wholeFaults
    }

    private func rowFaults(_ row: [String], _ number: Int, kinds: Set<String>) -> [ReferenceFault] {
        zip(columns, row).compactMap { column, value in
            text(wrongWith: value, in: column, kinds: kinds).map { ReferenceFault(row: number, text: $0) }
        }
    }

    private func text(wrongWith value: String, in column: String, kinds: Set<String>) -> LocalizedText? {
        switch column {
        case "code", "name", "title_zh", "title_en":
            value.isEmpty ? ReferenceFault.blank(column) : nil
        case "counts_in_register":
            ["yes", "no"].contains(value) ? nil : ReferenceFault.notOne(of: ["yes", "no"], value, column)
        case "content":
            UnitFieldContent(rawValue: value) == nil
                ? ReferenceFault.notOne(of: UnitFieldContent.allCases.map(\.rawValue), value, column) : nil
        case "kind": kinds.contains(value) ? nil : ReferenceFault.notOne(of: kinds.sorted(), value, column)
        case "counted_from": value.isEmpty || isAmount(value) ? nil : ReferenceFault.noNumber(value, column)
        case "limit": isAmount(value) ? nil : ReferenceFault.noNumber(value, column)
        default: nil
        }
    }

    private func isAmount(_ text: String) -> Bool { Double(text).map { $0.isFinite && $0 >= 0 } ?? false }

    private func repeatedCodes(_ rows: [[String]]) -> [ReferenceFault] {
        var seen = Set<String>()
        return rows.enumerated().compactMap { index, row in
            let code = self == .unitFields ? "\(row[0])/\(row[1])" : row[0]
            return seen.insert(code).inserted
                ? nil : ReferenceFault(row: index + 1, text: ReferenceFault.twice(code))
        }
    }

    private func dispositionFaults(_ rows: [[String]]) -> [ReferenceFault] {
        do throws(DispositionFaults) {
            _ = try DispositionTable(rows: rows)
            return []
        } catch {
            return error.faults.map { ReferenceFault(row: 0, text: $0.text) }
        }
    }

    private func limitFaults(_ rows: [[String]]) -> [ReferenceFault] {
        let wanted = QualityRate.Kind.allCases.map(\.rawValue)
        let given = rows.map { $0[0] }
        return wanted.filter { !given.contains($0) }.map {
            ReferenceFault(row: 0, text: ReferenceFault.missing($0))
        }
            + given.filter { !wanted.contains($0) }.map {
                ReferenceFault(row: 0, text: ReferenceFault.notOne(of: wanted, $0, "code"))
            }
    }
}

/// What is wrong with a table of reference data.
public struct ReferenceFault: Hashable, Sendable {
    /// The row's number from 1; 0 for the table as a whole.
    public let row: Int
    /// The fault in words.
    public let text: LocalizedText

    static let nothing = LocalizedText(zh: "表中没有任何行", en: "the table has no rows")

    static func blank(_ column: String) -> LocalizedText {
        LocalizedText(zh: "\(column) 为空", en: "\(column) is blank")
    }

    static func notOne(of words: [String], _ value: String, _ column: String) -> LocalizedText {
        let list = words.joined(separator: ", ")
        return LocalizedText(
            zh: "\(column)“\(value)”应为 \(list) 之一", en: "\(column) “\(value)” must be one of \(list)")
    }

    static func noNumber(_ value: String, _ column: String) -> LocalizedText {
        LocalizedText(
            zh: "\(column)“\(value)”应为不小于零的数", en: "\(column) “\(value)” must be a number not below zero")
    }

    static func twice(_ code: String) -> LocalizedText {
        LocalizedText(zh: "\(code) 出现两次", en: "\(code) stands there twice")
    }

    static func outside(
        _ least: String, _ greatest: String, isWhole: Bool, _ value: String, _ code: String
    ) -> LocalizedText {
        LocalizedText(
            zh: "\(code)“\(value)”应为 \(least) 到 \(greatest) 之间的\(isWhole ? "整数" : "数")",
            en: "\(code) “\(value)” must be a \(isWhole ? "whole " : "")number from \(least) to \(greatest)")
    }

    static func notBelow(_ least: String, _ greatest: String) -> LocalizedText {
        LocalizedText(zh: "\(least) 应小于 \(greatest)", en: "\(least) must be below \(greatest)")
    }

    static func missing(_ code: String) -> LocalizedText {
        LocalizedText(zh: "缺少 \(code)", en: "\(code) is missing")
    }
}

/// A stage that units reach one after another, as an office names it.
public struct ProgressStage: Hashable, Sendable {
    /// Its code in the workspace.
    public let code: String
    /// Its name.
    public let title: LocalizedText

    /// Makes a stage.
    public init(code: String, title: LocalizedText) {
        self.code = code
        self.title = title
    }

    /// Our defaults.
    public static let usual = [
        ProgressStage(code: "surveyed", title: LocalizedText(zh: "入户清查", en: "surveyed")),
        ProgressStage(code: "submitted", title: LocalizedText(zh: "提交", en: "submitted")),
        ProgressStage(code: "reviewed", title: LocalizedText(zh: "审核通过", en: "reviewed")),
    ]
}

extension DispositionTable {
    /// Reads rows of the reference data.
    public init(rows: [[String]]) throws(DispositionFaults) {
        try self.init(
            rows.map {
                Disposition(
                    code: $0[0], title: LocalizedText(zh: $0[1], en: $0[2]), colour: $0[3],
                    countsInRegister: $0[4] == "yes")
            })
    }
}

extension Department {
    /// Reads a row of the reference data.
    public init(row: [String]) {
        self.init(code: row[0], title: LocalizedText(zh: row[1], en: row[2]))
    }
}

extension ProgressStage {
    /// Reads a row of the reference data.
    public init(row: [String]) {
        self.init(code: row[0], title: LocalizedText(zh: row[1], en: row[2]))
    }
}

extension QualityLimits {
    /// Reads rows of the reference data; a limit that is missing or no number keeps our default.
    public init(rows: [[String]]) {
        let limits = Dictionary(rows.map { ($0[0], Double($0[1])) }, uniquingKeysWith: { first, _ in first })
        let usual = QualityLimits()
        self.init(
            missed: (limits["missed"] ?? nil) ?? usual.missed,
            duplicate: (limits["duplicate"] ?? nil) ?? usual.duplicate,
            error: (limits["error"] ?? nil) ?? usual.error)
    }
}

extension UnitKind {
    /// Reads the kinds and their fields from the reference data.
    public static func kinds(rows: [[String]], fieldRows: [[String]]) -> [UnitKind] {
        rows.map { row in
            UnitKind(
                code: row[0], title: LocalizedText(zh: row[1], en: row[2]),
                objectLetter: row[3].isEmpty ? nil : row[3],
                fields: fieldRows.filter { $0[0] == row[0] }.map(UnitField.init(row:)))
        }
    }
}

extension UnitField {
    fileprivate func row(of kind: String) -> [String] {
        [
            kind, name, title.chinese, title.english, content.rawValue, measure ?? "",
            countedFrom.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" } ?? "",
            columns.joined(separator: ";"),
        ]
    }

    fileprivate init(row: [String]) {
        self.init(
            row[1], LocalizedText(zh: row[2], en: row[3]), UnitFieldContent(rawValue: row[4]) ?? .text,
            measure: row[5].isEmpty ? nil : row[5], countedFrom: Double(row[6]),
            columns: row[7].split(separator: ";").map(String.init))
    }
}
