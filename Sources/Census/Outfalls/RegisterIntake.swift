public import GeoModel

/// A row of an imported register: the fields that the workspace knows, and the others as they were.
public struct RegisterRow: Sendable {
    /// Values by the workspace's field names.
    public var fields: [String: String]
    /// The source's other columns.
    public var others: [String: String]
    /// The position that was taken.
    public var position: Position?
    /// Second positions in the other columns are in the reference of `position` and can be compared with it.
    public var areOthersComparable: Bool

    /// Makes a row.
    public init(
        fields: [String: String], others: [String: String], position: Position?, areOthersComparable: Bool
    ) {
        self.fields = fields
        self.others = others
        self.position = position
        self.areOthersComparable = areOthersComparable
    }
}

/// Reads rows of imported registers (S104 and lists like it) into entries, losing nothing.
///
/// What cannot be read leaves its field empty and is named among the entry's doubts; the text stays in the row.
public struct RegisterIntake: Sendable {
    /// The day from which codes count when a row says none.
    public let day: CalendarDate

    /// Makes an intake.
    public init(day: CalendarDate) { self.day = day }

    /// The names by which lists call a column, the first that has text counting.
    private static let synonyms: [String: [String]] = [
        "hj1235": ["HJ1235编码", "hj1235", "hj1235_code", "国家统一编码"],
        "daily": ["日排放量m3", "日排放量", "日均排放量", "flow_m3_d"],
        "yearly": ["年排放量m3", "年排放量", "flow_m3_a"],
        "side": ["岸别", "bank", "bank_side"], "other_mode": ["其他入河方式", "discharge_mode_other"],
        "serves": ["来水来自建成区", "建成区来水", "服务建成区", "serves_built_up"],
        "class": ["HJ1312类别", "class_hj1312"], "day": ["填报日期", "填表日期", "date"],
    ]

    /// Reads a row.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - id: The identifier to give the entry.
    ///   - source: Where the row is from, for the reason of its codes.
    /// - Returns: The entry, with what could not be read among its doubts.
    public func entry(_ row: RegisterRow, id: String, source: String) -> RegisterEntry {
        func field(_ name: String) -> String { trimmed(row.fields[name] ?? "") }
        var entry = RegisterEntry(id: id, code: field("code"), name: field("name"))
        entry.position = row.position
        entry.declaredDivision = field("division_code")
        entry.address = field("address")
        entry.operatorName = field("operator")
        entry.waterName = field("water_name")
        entry.waterCode = field("water_code").isEmpty ? nil : field("water_code")
        entry.declaredSide = BankSide(formText: other("side", row))
        // A lake has neither a left nor a right bank.
        let side = other("side", row)
        if entry.declaredSide == nil, !["", "湖岸", "库岸", "水库岸", "海岸", "无", "/"].contains(side) {
            entry.doubts.append("unknown-side")
        }
        readClass(row, &entry)
        readChoices(field, row, &entry)
        readService(row, &entry)
        entry.cubicMetresPerDay = number("daily", row, &entry)
        entry.cubicMetresPerYear = number("yearly", row, &entry)
        readCodes(row, source, &entry)
        if row.areOthersComparable { entry.otherPosition = secondPosition(row) }
        return entry
    }

    private func other(_ name: String, _ row: RegisterRow) -> String {
        for column in Self.synonyms[name] ?? [] {
            let text = trimmed(row.others[column] ?? "")
            if !text.isEmpty { return text }
        }
        return ""
    }

    private func readChoices(
        _ field: (String) -> String, _ row: RegisterRow, _ entry: inout RegisterEntry
    ) {
        entry.category = OutfallCategory(formText: field("category"))
        entry.kind2018 = OutfallKind2018(formText: field("type"))
        entry.declaredScale = OutfallScale(formText: field("scale"))
        do throws(OutfallFieldError) {
            entry.mode = try DischargeMode.reading(
                formText: field("discharge_mode"), otherText: other("other_mode", row))
        } catch {
            entry.doubts.append("discharge-mode")
        }
        let read: [(String, Bool)] = [
            ("category", entry.category != nil), ("type", entry.kind2018 != nil),
            ("scale", entry.declaredScale != nil), ("discharge_mode", entry.mode != nil),
        ]
        for (name, isRead) in read where !isRead && !field(name).isEmpty {
            let word = "unknown-\(name.replacing("_", with: "-"))"
            if !entry.doubts.contains("discharge-mode") || name != "discharge_mode" {
                entry.doubts.append(word)
            }
        }
    }

    /// A class by its identifier or its name; what is neither stays as it is and is doubted.
    private func readClass(_ row: RegisterRow, _ entry: inout RegisterEntry) {
        let text = other("class", row)
        guard !text.isEmpty else { return }
        let known = OutfallClass.hj1312.first { [$0.id, $0.name[.chinese]].contains(text) }
        entry.classHJ1312 = known?.id ?? text
        if known == nil { entry.doubts.append("unknown-class") }
    }

    private func readService(_ row: RegisterRow, _ entry: inout RegisterEntry) {
        let text = other("serves", row)
        guard !text.isEmpty else { return }
        switch text.lowercased() {
        case "是", "1", "y", "yes", "true": entry.servesBuiltUpArea = true
        case "否", "0", "n", "no", "false": entry.servesBuiltUpArea = false
        default: entry.doubts.append("unknown-serves-built-up")
        }
    }

    private func number(_ name: String, _ row: RegisterRow, _ entry: inout RegisterEntry) -> Double? {
        let text = halfWidth(other(name, row))
        guard !text.isEmpty else { return nil }
        guard let value = Double(text), value.isFinite, value >= 0 else {
            entry.doubts.append("flow-not-a-number")
            return nil
        }
        return value
    }

    /// The list's own code under the scheme whose form it has, and the one by HJ 1235 beside it.
    private func readCodes(_ row: RegisterRow, _ source: String, _ entry: inout RegisterEntry) {
        var first = day
        let text = other("day", row)
        if !text.isEmpty {
            do throws(CalendarDateError) {
                first = try CalendarDate(iso: text)
                entry.formDay = first
            } catch {
                entry.doubts.append("date-unreadable")
            }
        }
        let national = other("hj1235", row)
        for (code, isNational) in [(entry.code, false), (national, true)] where !code.isEmpty {
            // What stands in the column of HJ 1235 and is none is no local code either.
            guard let known = Self.code(code), !isNational || known.scheme == .hj1235 else {
                entry.doubts.append("code-unreadable")
                continue
            }
            do throws(CodeHistoryError) {
                try entry.codes.assign(known, from: first, reason: source)
            } catch {
                entry.doubts.append("code-twice")
            }
        }
    }

    /// A code under the scheme whose form it has; any other text is a local code.
    public static func code(_ text: String) -> OutfallCode? {
        for scheme in [OutfallCodeScheme.census2018, .hj1235, .local("")] {
            do throws(OutfallCodeError) { return try OutfallCode(text, scheme: scheme) } catch { continue }
        }
        return nil
    }

    /// A position in columns that were not taken, as when a list has decimal degrees beside degrees and minutes.
    private func secondPosition(_ row: RegisterRow) -> Position? {
        let header = row.others.keys.sorted()
        do {
            let columns = try CoordinateColumnNames.usual.columns(in: header)
            if case .projected = columns { return nil }
            return try columns.reading { row.others[$0] ?? "" }.position
        } catch {
            return nil
        }
    }
}
