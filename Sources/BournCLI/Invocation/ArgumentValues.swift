public import ArgumentParser
public import Census
public import GeoModel
public import Interchange

// How values of the other modules are read from the command line.

extension Language: ExpressibleByArgument {}

extension ImportKind: ExpressibleByArgument {}

extension XMeaning: ExpressibleByArgument {}

extension ObservationSource: ExpressibleByArgument {}

extension Season: ExpressibleByArgument {}

/// The seven parameters of a datum shift as one argument.
struct DatumShiftArgument: ExpressibleByArgument {
    /// The parameters.
    let shift: DatumShift

    /// Reads seven numbers with commas between them.
    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Double($0) }
        guard parts.count == 7, numbers.count == 7, numbers.allSatisfy(\.isFinite) else { return nil }
        shift = DatumShift(
            translation: (numbers[0], numbers[1], numbers[2]), rotation: (numbers[3], numbers[4], numbers[5]),
            scale: numbers[6])
    }
}

extension CRSIdentifier: ExpressibleByArgument {
    /// Reads `EPSG:n`, `gcj02` or `bd09`.
    public init?(argument: String) { self.init(argument) }
}

extension TextEncoding: ExpressibleByArgument {
    /// Reads the name of an encoding.
    public init?(argument: String) { self.init(name: argument) }
}
