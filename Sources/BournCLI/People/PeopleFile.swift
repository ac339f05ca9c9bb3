internal import Census
internal import GeoModel
internal import Interchange

/// Reads a table of people; each row is a person, or is refused with the reason.
struct PeopleFile {
    /// A row that is no person.
    struct Refusal {
        let row: Int
        let field: String
        let value: String
        let reason: LocalizedText
    }

    private(set) var read = 0
    private(set) var people: [CensusPerson] = []
    private(set) var refusals: [Refusal] = []
    private let columns: [String: Int]
    private let range: RangeCheck

    /// A column with the names it goes by.
    private static let names: [(field: String, names: [String])] = [
        ("code", ["code", "编号", "工号"]), ("name", ["name", "姓名"]), ("role", ["role", "角色", "职责"]),
        ("team", ["team", "单位", "队伍", "第三方单位"]), ("third_party", ["third_party", "第三方"]),
        ("phone", ["phone", "电话", "手机"]), ("division", ["division", "区划代码", "责任区域"]),
        ("capacity", ["capacity", "工时上限", "工时"]), ("longitude", ["longitude", "经度"]),
        ("latitude", ["latitude", "纬度"]),
    ]

    /// Reads a file with the columns code, name and role, and others where they are known.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - reference: What longitudes and latitudes refer to.
    /// - Returns: The people, and the rows that are none.
    /// - Throws: `CSVColumnError` when a needed column is missing, and what opening and reading throws.
    static func read(_ path: String, in reference: CRSIdentifier) async throws -> PeopleFile {
        let rows = try await OpenSource.open(path, layer: nil).rows(layer: nil)
        var file = try PeopleFile(columns: rows.columns, range: RangeCheck(reference))
        var seen: Set<String> = []
        try rows.forEachRow { row in file.take(row, &seen) }
        return file
    }

    private init(columns names: [String], range: RangeCheck) throws {
        self.range = range
        var columns: [String: Int] = [:]
        for (field, words) in Self.names {
            columns[field] = names.firstIndex { words.contains($0.lowercased()) }
        }
        for needed in ["code", "name", "role"] where columns[needed] == nil {
            throw CSVColumnError.missing(name: needed, available: names)
        }
        self.columns = columns
    }

    private mutating func take(_ row: SourceRow, _ seen: inout Set<String>) {
        read += 1
        func cell(_ field: String) -> String {
            guard let place = columns[field], place < row.values.count else { return "" }
            return Self.trimmed(row.values[place] ?? "")
        }
        func refuse(_ field: String, _ reason: LocalizedText) {
            refusals.append(Refusal(row: row.number, field: field, value: cell(field), reason: reason))
        }
        for field in ["code", "name"] where cell(field).isEmpty {
            return refuse(field, LocalizedText(zh: "不能为空", en: "must not be empty"))
        }
        guard let role = CensusPerson.Role(text: cell("role")) else {
            return refuse(
                "role",
                LocalizedText(
                    zh: "须为普查员或普查指导员", en: "must be enumerator or supervisor"))
        }
        let numbers = ["capacity", "longitude", "latitude"].map { ($0, cell($0)) }
        for (field, text) in numbers
        where !text.isEmpty && !(Double(text).map { $0.isFinite && $0 >= 0 } ?? false) {
            return refuse(field, LocalizedText(zh: "须为非负数", en: "must be a number not below zero"))
        }
        if Double(cell("capacity")) == 0 {
            return refuse(
                "capacity",
                LocalizedText(
                    zh: "工时上限为 0 的人不能分到任务；不参加的不要列入，不限的留空",
                    en:
                        "nobody with 0 hours can be given work; leave the person out, or the cell empty for no limit"
                ))
        }
        guard (cell("longitude").isEmpty) == (cell("latitude").isEmpty) else {
            return refuse(
                cell("longitude").isEmpty ? "longitude" : "latitude",
                LocalizedText(zh: "经度和纬度须同时给出", en: "longitude and latitude go together"))
        }
        guard seen.insert(cell("code")).inserted else {
            return refuse("code", LocalizedText(zh: "编号重复", en: "the code is there twice"))
        }
        var home: Position?
        if let x = Double(cell("longitude")), let y = Double(cell("latitude")) { home = Position(x, y) }
        if let complaint = home.flatMap({ range.complaint(about: .point($0)) }) {
            return refuse("longitude", complaint.text)
        }
        people.append(
            CensusPerson(
                code: cell("code"), name: cell("name"), role: role, team: cell("team"),
                isThirdParty: ["是", "1", "true", "yes"].contains(cell("third_party").lowercased()),
                phone: cell("phone"), division: cell("division"), capacity: Double(cell("capacity")),
                home: home))
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
