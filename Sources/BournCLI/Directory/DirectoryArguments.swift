public import ArgumentParser
public import Census

// How values of the directory are read from the command line.

/// A level that a directory can be split at: every level but the top.
enum SplitLevel: String, CaseIterable, ExpressibleByArgument {
    case city, county, town

    var level: OrganisationLevel {
        switch self {
        case .city: .city
        case .county: .county
        case .town: .town
        }
    }
}

extension ChangeKind: ExpressibleByArgument {
    /// Reads a kind by its code or by its name in either language.
    public init?(argument: String) {
        let words = ListVocabulary(Self.allCases.map { ($0.rawValue, $0.text) })
        // The parser says which words there are.
        guard let code = try? words.code(of: argument) else { return nil }
        self.init(rawValue: code)
    }
}

extension DirectoryReference: ExpressibleByArgument {}
