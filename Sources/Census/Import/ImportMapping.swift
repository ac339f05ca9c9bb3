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
    /// - Throws: `ImportMappingError` when the mapping names a field or column that does not exist, or when a
    ///   required field has no column.
    public func resolve(_ kind: ImportKind, columns: [String]) throws(ImportMappingError) -> ResolvedMapping {
        for field in columnsByField.keys.sorted() {
            guard kind.fields.contains(where: { $0.name == field }) || CoordinateRole(rawValue: field) != nil
            else { throw .unknownField(field, known: kind.fields.map(\.name)) }
        }
        var indices: [Int?] = []
        for field in kind.fields {
            let index = try index(of: field, in: columns)
            if index == nil && field.isRequired {
                throw .missingColumn(field: field.name, synonyms: field.synonyms, columns: columns)
            }
            indices.append(index)
        }
        var roles: [CoordinateRole: Int] = [:]
        for role in CoordinateRole.allCases {
            if let index = try index(of: ImportField(role.rawValue, role.synonyms), in: columns) {
                roles[role] = index
            }
        }
        return ResolvedMapping(fieldColumns: indices, coordinateColumns: roles)
    }

    private func index(of field: ImportField, in columns: [String]) throws(ImportMappingError) -> Int? {
        if let column = columnsByField[field.name] {
            guard let index = columns.firstIndex(of: column) else {
                throw .unknownColumn(column, field: field.name, columns: columns)
            }
            return index
        }
        return columns.firstIndex { field.isCalled($0) }
    }
}

/// Which columns of one source feed a kind's fields.
public struct ResolvedMapping: Hashable, Sendable {
    /// For each field of the kind in order, the index of its column.
    public let fieldColumns: [Int?]
    /// The columns that hold coordinates.
    public let coordinateColumns: [CoordinateRole: Int]

    /// The columns that feed nothing, whose values are kept as they are.
    public func otherColumns(of count: Int) -> [Int] {
        let used = Set(fieldColumns.compactMap(\.self)).union(coordinateColumns.values)
        return (0..<count).filter { !used.contains($0) }
    }
}

/// What a column of coordinates holds.
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

    /// A column of this name holds such a coordinate; compared without regard to case.
    public func isCalled(_ column: String) -> Bool {
        ImportField(rawValue, synonyms).isCalled(column)
    }

    /// Names by which files call such a column.
    var synonyms: [String] {
        switch self {
        case .longitude: ["经度", "lon", "lng"]
        case .latitude: ["纬度", "lat"]
        case .longitudeDegrees: ["经度度", "经度_度"]
        case .longitudeMinutes: ["经度分", "经度_分"]
        case .longitudeSeconds: ["经度秒", "经度_秒"]
        case .latitudeDegrees: ["纬度度", "纬度_度"]
        case .latitudeMinutes: ["纬度分", "纬度_分"]
        case .latitudeSeconds: ["纬度秒", "纬度_秒"]
        // X and Y are left out on purpose: Chinese surveyors call the northing X.
        case .easting: ["横坐标", "东坐标"]
        case .northing: ["纵坐标", "北坐标"]
        case .coordinates: ["坐标", "经纬度"]
        }
    }
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
}
