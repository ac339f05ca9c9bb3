/// What a unit's row says beyond the common fields: the fields of its kind, its industries and its other sites.
///
/// An import keeps every column of a row as it was; here the columns that the kind's form knows are read, and those
/// that nobody knows are named. A column is known by the field's name, by its title in either language, by the names
/// that the reference data give, and by any of these with a unit in brackets after it: 生猪（头）.
public struct UnitForm: Hashable, Sendable {
    /// A value of a field.
    public enum Value: Hashable, Sendable {
        /// Text.
        case text(String)
        /// A number not below zero.
        case amount(Double)
        /// Yes or no.
        case flag(Bool)
        /// A list.
        case list([String])
    }

    /// A field with its value.
    public struct Entry: Hashable, Sendable {
        /// The field.
        public let field: UnitField
        /// Its value.
        public let value: Value
    }

    /// A text that its field cannot hold.
    public struct Fault: Hashable, Sendable {
        /// The field.
        public let field: UnitField
        /// The text.
        public let given: String
    }

    /// The fields of the kind that have a value, in the kind's order.
    public let entries: [Entry]
    /// Texts that cannot be read.
    public let faults: [Fault]
    /// The industries, each with its own code.
    public let industries: [String]
    /// Sites of the unit in the same county besides the main one.
    public let otherSites: [UnitSite]
    /// Columns that no field takes.
    public let unknownColumns: [String]
    /// The unit reaches a size from which its kind is counted; `nil` when nothing given decides that.
    public let isCounted: Bool?

    /// Names of the columns that list other sites; each site is address, door number and state with bars between
    /// them, and sites are separated by semicolons.
    public static let siteColumns: Set<String> = ["其他厂址", "other_sites"]

    /// Reads a row.
    ///
    /// - Parameters:
    ///   - kind: The unit's kind; `nil` for one that the reference data do not know.
    ///   - codes: The column of industry codes, several of them or one.
    ///   - columns: The columns that the import kept beside the common fields, in their order.
    public init(kind: UnitKind?, industryCodes codes: String, columns: [(name: String, text: String)]) {
        var entries: [Int: Entry] = [:]
        var faults: [Fault] = []
        var industries = Census.industryCodes(in: codes)
        var sites: [UnitSite] = []
        var unknown: [String] = []
        for (column, text) in columns {
            let name = Self.bare(column)
            if Self.siteColumns.contains(name) {
                sites += Self.sites(in: text)
            } else if name.hasPrefix("行业代码"), name.dropFirst(4).allSatisfy(\.isNumber) {
                industries += Census.industryCodes(in: text)
            } else if let place = kind?.fields.firstIndex(where: { $0.isCalled(name) }),
                let field = kind?.fields[place]
            {
                guard !text.allSatisfy(\.isWhitespace) else { continue }
                if let value = field.value(of: text) {
                    entries[place] = Entry(field: field, value: value)
                } else {
                    faults.append(Fault(field: field, given: text))
                }
            } else {
                unknown.append(column)
            }
        }
        let ordered = entries.sorted { $0.key < $1.key }.map(\.value)
        self.entries = ordered
        self.faults = faults
        self.industries = industries
        otherSites = sites
        unknownColumns = unknown
        isCounted = kind?.isCounted(Self.amounts(ordered))
    }

    private static func amounts(_ entries: [Entry]) -> [String: Double] {
        var amounts: [String: Double] = [:]
        for entry in entries {
            if case .amount(let amount) = entry.value { amounts[entry.field.name] = amount }
        }
        return amounts
    }

    /// The name without what stands in brackets at its end.
    private static func bare(_ column: String) -> String {
        guard let last = column.last, ")）".contains(last),
            let open = column.lastIndex(where: { "(（".contains($0) }), open > column.startIndex
        else { return column }
        return String(column[..<open])
    }

    private static func sites(in text: String) -> [UnitSite] {
        text.split { ";；\n".contains($0) }.compactMap { entry in
            let parts = entry.split(separator: "|", omittingEmptySubsequences: false).map {
                String($0).trimmingSpaces
            }
            guard let address = parts.first, !address.isEmpty else { return nil }
            return UnitSite(
                address: address, doorNumber: parts.count > 1 ? parts[1] : "",
                status: parts.count > 2 ? parts[2] : "")
        }
    }
}

extension UnitField {
    /// The field goes by this name in a file.
    func isCalled(_ column: String) -> Bool {
        let wanted = column.lowercased()
        return [name, title.chinese, title.english].contains { $0.lowercased() == wanted }
            || columns.contains { $0.lowercased() == wanted }
    }

    /// The value that a text gives; `nil` when the field cannot hold it.
    fileprivate func value(of text: String) -> UnitForm.Value? {
        switch content {
        case .text: return .text(text.trimmingSpaces)
        case .amount:
            let plain = CodeText.plain(text).filter { $0 != "," && $0 != "，" && !$0.isWhitespace }
            guard let number = Double(plain), number.isFinite, number >= 0 else { return nil }
            return .amount(number)
        case .flag:
            switch CodeText.plain(text).filter({ !$0.isWhitespace }) {
            case "是", "有", "YES", "Y", "TRUE", "1": return .flag(true)
            case "否", "无", "NO", "N", "FALSE", "0": return .flag(false)
            default: return nil
            }
        case .list:
            return .list(
                text.split { ";；、\n".contains($0) }.map { String($0).trimmingSpaces }.filter { !$0.isEmpty })
        }
    }
}

extension String {
    /// The text without white space around it.
    fileprivate var trimmingSpaces: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
