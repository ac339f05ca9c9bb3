/// A table or column name quoted for SQL, so that a name from a foreign file cannot end the quotation.
struct SQLIdentifier: CustomStringConvertible {
    let name: String

    init(_ name: String) { self.name = name }

    var description: String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
}

/// A text value quoted for SQL, for the few statements that take no parameters.
struct SQLLiteral: CustomStringConvertible {
    let text: String

    init(_ text: String) { self.text = text }

    var description: String { "'" + text.replacing("'", with: "''") + "'" }
}
