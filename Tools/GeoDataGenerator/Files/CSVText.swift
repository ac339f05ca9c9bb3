/// A table as comma-separated text (RFC 4180, but with line feeds alone).
struct CSVText {
    private let width: Int
    private(set) var text: String
    private(set) var rows = 0

    init(_ columns: [String]) {
        width = columns.count
        text = Self.line(columns)
    }

    mutating func add(_ fields: [String]) {
        precondition(fields.count == width, "a row needs as many fields as the table has columns")
        text += Self.line(fields)
        rows += 1
    }

    private static func line(_ fields: [String]) -> String {
        fields.map(quoted).joined(separator: ",") + "\n"
    }

    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" }) else { return field }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            + "\""
    }
}
