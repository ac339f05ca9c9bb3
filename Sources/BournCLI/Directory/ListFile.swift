internal import Census
internal import Interchange

/// Reads small lists that people write: a CSV or any table with a header.
enum ListFile {
    /// A row: its number among the data rows, from 1, and the values of the columns asked for.
    struct Row {
        let number: Int
        let values: [String]
    }

    /// What a column may also be called, in English or Chinese; case and blanks do not matter.
    private static let otherNames: [String: [String]] = [
        "unit": ["unit_key", "key", "单位", "单位标识", "普查对象", "普查对象标识"],
        "kind": ["change", "类别", "类型", "变动", "变动类别"], "reason": ["why", "理由", "原因", "说明"],
        "stage": ["阶段", "进度阶段", "进度"], "date": ["reached_on", "day", "日期", "到达日期", "完成日期"],
        "duplicate": ["是否重复", "重复"], "checked": ["核查项数"],
        "wrong": ["差错项数"], "area": ["区域"], "found": ["查到", "查到数"], "missed": ["漏查", "漏查数"],
        "code": ["代码"], "name": ["名称"], "level": ["级别"], "parent_code": ["上级代码"],
        "divisions": ["区划", "区划代码"], "department": ["部门", "部门名称", "部门代码"],
        "disposition": ["state", "状态", "单位状态", "意见"],
    ]

    private static func place(of name: String, in columns: [String]) -> Int? {
        let plain = columns.map(ListVocabulary.plain)
        let names = [name] + (otherNames[name] ?? [])
        return names.lazy.compactMap { plain.firstIndex(of: $0) }.first
    }

    /// What a column may be called, for messages.
    static func names(of column: String) -> [String] { [column] + (otherNames[column] ?? []) }

    /// Reads all rows.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - columns: The columns to read, by any of its names; each must be there, in any order.
    ///   - optional: Columns that are read as blank where the file lacks them.
    /// - Returns: The rows, in the file's order.
    /// - Throws: `DirectoryFileError.noColumn`, `.badRows` for a damaged row, and what reading throws.
    static func rows(
        of path: String, columns: [String], optional: Set<String> = []
    ) async throws -> [Row] {
        let source = try await OpenSource.open(path, layer: nil).rows(layer: nil)
        let places = try columns.map { name -> Int? in
            let place = Self.place(of: name, in: source.columns)
            guard place != nil || optional.contains(name) else {
                throw DirectoryFileError.noColumn(path: path, name: name)
            }
            return place
        }
        var rows: [Row] = []
        var damaged: [(row: Int, text: LocalizedText)] = []
        try source.forEachRow { row in
            if let fault = row.fault { damaged.append((row.number, fault.text)) }
            let values = places.map { place in
                place.flatMap { $0 < row.values.count ? row.values[$0] : nil } ?? ""
            }
            rows.append(Row(number: row.number, values: values))
        }
        guard damaged.isEmpty else { throw DirectoryFileError.badRows(path: path, damaged) }
        return rows
    }
}
