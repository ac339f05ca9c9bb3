internal import GeoModel

/// The columns of a unit's row that the directory has no field for, as the import kept them.
enum KeptColumns {
    /// The text in the first column of any of some names; `nil` where there is none, or where another program spoilt
    /// what was kept.
    static func value(ofAny names: [String], in json: String) -> String? {
        guard names.contains(where: json.contains),
            case .object(let members)? = try? JSONValue(json: Array(json.utf8)),
            let member = members.first(where: { names.contains($0.name) }),
            case .string(let text) = member.value
        else { return nil }
        return text
    }
}
