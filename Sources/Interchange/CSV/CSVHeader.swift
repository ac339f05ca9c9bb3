/// The names of a CSV file's columns.
public struct CSVHeader: Hashable, Sendable {
    /// What is wrong with a header, as a value: only a column that is asked for has to be named well.
    public enum Fault: Hashable, Sendable {
        /// A column without a name; columns count from 1.
        case blankName(column: Int)
        /// Columns with the same name; columns count from 1.
        case duplicateName(String, columns: [Int])
    }

    /// The names as they stand in the file.
    public let names: [String]
    /// What is wrong with them, by column.
    public let faults: [Fault]
    private let trimmed: [String]

    /// Makes a header from the names of its columns.
    public init(names: [String]) {
        self.names = names
        let trimmed = names.map(trimmedName)
        self.trimmed = trimmed
        var found: [Fault] = []
        for (index, name) in trimmed.enumerated() {
            if name.isEmpty {
                found.append(.blankName(column: index + 1))
            } else if trimmed.firstIndex(of: name) == index {
                let same = trimmed.indices.filter { trimmed[$0] == name }.map { $0 + 1 }
                if same.count > 1 { found.append(.duplicateName(name, columns: same)) }
            }
        }
        faults = found
    }

    /// Finds the column with a name; spaces around names do not matter, case does.
    ///
    /// - Parameter name: the name asked for.
    /// - Returns: the column's index, from 0.
    /// - Throws: `CSVColumnError` if no column or more than one has the name.
    public func column(named name: String) throws(CSVColumnError) -> Int {
        let wanted = trimmedName(name)
        let found = trimmed.indices.filter { trimmed[$0] == wanted }
        guard let first = found.first else { throw .missing(name: name, available: names) }
        guard found.count == 1 else { throw .ambiguous(name: name, columns: found.map { $0 + 1 }) }
        return first
    }
}

/// Why a column cannot be found by its name.
public enum CSVColumnError: Error, Hashable, Sendable {
    /// No column has the name.
    case missing(name: String, available: [String])
    /// Several columns have it; columns count from 1.
    case ambiguous(name: String, columns: [Int])
}

private func trimmedName(_ name: String) -> String {
    let isBlank: (Character) -> Bool = { $0.isWhitespace || $0 == "\u{FEFF}" }
    let front = name.drop(while: isBlank)
    guard let last = front.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(front[...last])
}
