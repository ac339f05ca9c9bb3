import GeoModel

/// What a command printed as JSON, taken apart.
struct PrintedJSON {
    let value: JSONValue

    init(_ text: String) throws { value = try JSONValue(json: Array(text.utf8)) }

    private init(_ value: JSONValue) { self.value = value }

    /// A member of an object; `nil` when there is none or it is null.
    subscript(name: String) -> PrintedJSON? {
        guard case .object(let members) = value, let found = members.first(where: { $0.name == name })?.value,
            found != .null
        else { return nil }
        return PrintedJSON(found)
    }

    /// The elements of an array; none for anything else.
    var items: [PrintedJSON] {
        guard case .array(let items) = value else { return [] }
        return items.map { PrintedJSON($0) }
    }

    /// The value as text, if it is one.
    var string: String? {
        guard case .string(let text) = value else { return nil }
        return text
    }

    /// The value as a number, if it is one.
    var double: Double? {
        guard case .number(let number) = value else { return nil }
        return number.double
    }
}
