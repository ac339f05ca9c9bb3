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

extension ChangeKind: ExpressibleByArgument {}

extension DirectoryReference: ExpressibleByArgument {}
