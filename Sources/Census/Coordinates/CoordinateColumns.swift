/// Which columns of a table hold one longitude or latitude.
public enum AngleColumns<Column: Hashable & Sendable>: Hashable, Sendable {
    /// One column with decimal degrees or degrees, minutes and seconds in one text.
    case text(Column)
    /// A column each for degrees, minutes and, if there is one, seconds.
    case parts(degrees: Column, minutes: Column, seconds: Column?)
}

/// Which ordinate stands first where one column holds both.
public enum PairOrder: String, CaseIterable, Sendable {
    /// As in `118.75, 32.05`.
    case longitudeFirst
    /// As in `32.05, 118.75`.
    case latitudeFirst
    /// Each ordinate names its hemisphere, as in `N32.05 E118.75`.
    case named
}

/// Which columns of a table hold a position, and what they mean.
///
/// The meaning is declared, by these names, and never guessed: in Chinese survey data X points north.
/// `Column` is a column's name in a declaration and its index when rows are read; `mapColumns(_:)` turns one into
/// the other.
public enum CoordinateColumns<Column: Hashable & Sendable>: Hashable, Sendable {
    /// One column holds both ordinates, in degrees.
    case combined(Column, order: PairOrder)
    /// Longitude and latitude, in degrees.
    case geographic(longitude: AngleColumns<Column>, latitude: AngleColumns<Column>)
    /// Easting and northing, in metres.
    case projected(easting: Column, northing: Column)

    /// The columns, east first.
    public var columns: [Column] {
        switch self {
        case .combined(let column, _): [column]
        case .geographic(let longitude, let latitude): longitude.columns + latitude.columns
        case .projected(let easting, let northing): [easting, northing]
        }
    }

    /// The same declaration with its columns found in a table.
    ///
    /// - Parameter find: finds a column, or throws.
    /// - Returns: the declaration for the found columns.
    /// - Throws: what `find` throws.
    public func mapColumns<Found: Hashable & Sendable, Failure: Error>(
        _ find: (Column) throws(Failure) -> Found
    ) throws(Failure) -> CoordinateColumns<Found> {
        switch self {
        case .combined(let column, let order): .combined(try find(column), order: order)
        case .geographic(let longitude, let latitude):
            .geographic(longitude: try longitude.mapColumns(find), latitude: try latitude.mapColumns(find))
        case .projected(let easting, let northing):
            .projected(easting: try find(easting), northing: try find(northing))
        }
    }
}

extension AngleColumns {
    var columns: [Column] {
        switch self {
        case .text(let column): [column]
        case .parts(let degrees, let minutes, let seconds): [degrees, minutes] + (seconds.map { [$0] } ?? [])
        }
    }

    func mapColumns<Found: Hashable & Sendable, Failure: Error>(
        _ find: (Column) throws(Failure) -> Found
    ) throws(Failure) -> AngleColumns<Found> {
        switch self {
        case .text(let column): return .text(try find(column))
        case .parts(let degrees, let minutes, let seconds):
            let found: Found? = if let seconds { try find(seconds) } else { nil }
            return .parts(degrees: try find(degrees), minutes: try find(minutes), seconds: found)
        }
    }

    func angle(_ axis: CoordinateAxis, _ cell: (Column) -> String) throws(AngleRefusal) -> AngleText {
        switch self {
        case .text(let column): try AngleText(cell(column), axis: axis)
        case .parts(let degrees, let minutes, let seconds):
            try AngleText(
                degrees: cell(degrees), minutes: cell(minutes), seconds: seconds.map(cell), axis: axis)
        }
    }
}
