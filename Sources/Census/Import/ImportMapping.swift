/// Which column of a source feeds which field.
///
/// A column is taken for a field when a mapping says so, or when it has the field's name or one of its known
/// synonyms. Nothing else is guessed: what was taken for what is part of the result.
public struct ImportMapping: Hashable, Sendable {
    /// Field name to column name, as given by the user.
    public private(set) var columnsByField: [String: String] = [:]

    /// Makes an empty mapping.
    public init() {}

    /// Adds `field=column`; a later one replaces an earlier one of the same field.
    ///
    /// - Throws: `ImportMappingError.notAPair` when there is no `=` with text on both sides.
    public mutating func add(_ pair: String) throws(ImportMappingError) {
        guard let split = pair.firstIndex(of: "=") else { throw .notAPair(pair) }
        let field = String(pair[..<split])
        let column = String(pair[pair.index(after: split)...])
        guard !field.isEmpty, !column.isEmpty else { throw .notAPair(pair) }
        columnsByField[field] = column
    }

    /// Finds the columns of a kind's fields among those of a source.
    ///
    /// A field known by several names takes all columns so called, the first that is not blank in each row: a unit
    /// without a credit code is known by its organisation code.
    ///
    /// - Parameters:
    ///   - kind: What the rows are.
    ///   - columns: The source's columns.
    ///   - xMeans: Which way a column called X points, if the user has said so.
    /// - Returns: The columns of each field, and those of the coordinates.
    /// - Throws: `ImportMappingError` when the mapping names a field or column that does not exist, when a required
    ///   field has no column, or when the names of coordinate columns are ambiguous.
    public func resolve(
        _ kind: ImportKind, columns: [String], xMeans: XMeaning? = nil
    ) throws(ImportMappingError) -> ResolvedMapping {
        for field in columnsByField.keys.sorted() {
            guard kind.fields.contains(where: { $0.name == field }) || CoordinateRole(rawValue: field) != nil
            else { throw .unknownField(field, known: kind.fields.map(\.name)) }
        }
        var fieldColumns: [[Int]] = []
        for field in kind.fields {
            let found = try indices(of: field, in: columns)
            if found.isEmpty && field.isRequired {
                throw .missingColumn(field: field.name, synonyms: field.synonyms, columns: columns)
            }
            fieldColumns.append(found)
        }
        guard case .position = kind.geometry else {
            return ResolvedMapping(fieldColumns: fieldColumns, coordinates: nil)
        }
        return ResolvedMapping(
            fieldColumns: fieldColumns, coordinates: try coordinates(in: columns, xMeans: xMeans))
    }

    private func indices(of field: ImportField, in columns: [String]) throws(ImportMappingError) -> [Int] {
        if columnsByField[field.name] != nil { return [try index(of: field.name, in: columns)] }
        return ([field.name] + field.synonyms).compactMap { name in
            columns.firstIndex { $0.lowercased() == name.lowercased() }
        }
    }

    private func index(of field: String, in columns: [String]) throws(ImportMappingError) -> Int {
        let column = columnsByField[field] ?? field
        guard let index = columns.firstIndex(of: column) else {
            throw .unknownColumn(column, field: field, columns: columns)
        }
        return index
    }

    /// The columns of coordinates among those of a source: those the user named, otherwise those known by name.
    ///
    /// - Returns: `nil` when no name is known.
    /// - Throws: `ImportMappingError` when a named column is missing, or the names are ambiguous.
    public func coordinateColumns(in columns: [String]) throws(ImportMappingError) -> CoordinateColumns<Int>?
    {
        try coordinates(in: columns, xMeans: nil)
    }

    private func coordinates(
        in columns: [String], xMeans: XMeaning?
    ) throws(ImportMappingError) -> CoordinateColumns<Int>? {
        if let named = namedCoordinates {
            return try named.mapColumns { role throws(ImportMappingError) in
                try index(of: role.rawValue, in: columns)
            }
        }
        let found: CoordinateColumns<String>
        do throws(ColumnDeclarationError) {
            found = try CoordinateColumnNames.usual.columns(in: columns, xMeans: xMeans)
        } catch {
            if case .notFound = error { return nil }
            throw .coordinates(error)
        }
        return try found.mapColumns { name throws(ImportMappingError) in
            guard let index = columns.firstIndex(of: name) else {
                throw .unknownColumn(name, field: name, columns: columns)
            }
            return index
        }
    }

    /// The coordinates as far as the mapping names their columns.
    private var namedCoordinates: CoordinateColumns<CoordinateRole>? {
        func has(_ role: CoordinateRole) -> Bool { columnsByField[role.rawValue] != nil }
        if has(.coordinates) { return .combined(.coordinates, order: .named) }
        if has(.longitudeDegrees) {
            return .geographic(
                longitude: .parts(
                    degrees: .longitudeDegrees, minutes: .longitudeMinutes,
                    seconds: has(.longitudeSeconds) ? .longitudeSeconds : nil),
                latitude: .parts(
                    degrees: .latitudeDegrees, minutes: .latitudeMinutes,
                    seconds: has(.latitudeSeconds) ? .latitudeSeconds : nil))
        }
        if has(.easting) || has(.northing) { return .projected(easting: .easting, northing: .northing) }
        if has(.longitude) || has(.latitude) {
            return .geographic(longitude: .text(.longitude), latitude: .text(.latitude))
        }
        return nil
    }
}

/// Which columns of one source feed a kind's fields.
public struct ResolvedMapping: Hashable, Sendable {
    /// For each field of the kind in order, the columns that feed it, the preferred first.
    public let fieldColumns: [[Int]]
    /// The columns that hold coordinates, if any.
    public let coordinates: CoordinateColumns<Int>?

    /// The columns whose values are kept as they are: those that feed nothing, and those that feed a field only
    /// where a preferred column is blank.
    public func otherColumns(of count: Int) -> [Int] {
        let used = Set(fieldColumns.compactMap(\.first)).union(coordinates?.columns ?? [])
        return (0..<count).filter { !used.contains($0) }
    }
}

/// What a column of coordinates holds, as a mapping names it.
public enum CoordinateRole: String, CaseIterable, Sendable {
    /// Longitude: decimal degrees, or degrees, minutes and seconds in one text.
    case longitude
    /// Latitude likewise.
    case latitude
    /// Whole degrees of longitude.
    case longitudeDegrees = "longitude_degrees"
    /// Minutes of longitude.
    case longitudeMinutes = "longitude_minutes"
    /// Seconds of longitude.
    case longitudeSeconds = "longitude_seconds"
    /// Whole degrees of latitude.
    case latitudeDegrees = "latitude_degrees"
    /// Minutes of latitude.
    case latitudeMinutes = "latitude_minutes"
    /// Seconds of latitude.
    case latitudeSeconds = "latitude_seconds"
    /// Projected metres to the east.
    case easting
    /// Projected metres to the north.
    case northing
    /// Longitude and latitude in one text.
    case coordinates
}

/// Why a mapping does not fit a source.
public enum ImportMappingError: Error, Hashable, Sendable {
    /// Not of the form `field=column`.
    case notAPair(String)
    /// The kind has no such field.
    case unknownField(String, known: [String])
    /// The source has no such column.
    case unknownColumn(String, field: String, columns: [String])
    /// No column was found for a field that every row needs.
    case missingColumn(field: String, synonyms: [String], columns: [String])
    /// The columns of coordinates cannot be told by their names.
    case coordinates(ColumnDeclarationError)
}
