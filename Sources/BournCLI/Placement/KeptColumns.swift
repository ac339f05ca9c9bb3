internal import GeoModel

/// The columns of a unit's row that the directory has no field for, as the import kept them.
struct KeptColumns {
    private let members: [JSONMember]

    /// Reads what was kept; what another program spoilt holds nothing.
    init(_ json: String) {
        if case .object(let members)? = try? JSONValue(json: Array(json.utf8)) {
            self.members = members
        } else {
            members = []
        }
    }

    /// The text in the first column of any of some names, which are given in lower case and without blanks.
    func value(ofAny names: [String]) -> String? {
        let found = members.first { member in
            names.contains(member.name.lowercased().filter { !$0.isWhitespace })
        }
        guard case .string(let text)? = found?.value else { return nil }
        return text
    }
}
