public import ArgumentParser
public import Census

// How values of the directory are read from the command line.

extension OrganisationLevel: ExpressibleByArgument {}

extension ChangeKind: ExpressibleByArgument {}

extension DirectoryReference: ExpressibleByArgument {}
