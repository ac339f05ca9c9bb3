public import ArgumentParser
public import Census
public import GeoModel
public import Interchange

// How values of the other modules are read from the command line.

extension Language: ExpressibleByArgument {}

extension ImportKind: ExpressibleByArgument {}

extension CRSIdentifier: ExpressibleByArgument {
    /// Reads `EPSG:n`, `gcj02` or `bd09`.
    public init?(argument: String) { self.init(argument) }
}

extension TextEncoding: ExpressibleByArgument {
    /// Reads the name of an encoding.
    public init?(argument: String) { self.init(name: argument) }
}
