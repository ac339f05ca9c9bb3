extension GeoJSONParser {
    /// Reads a geometry object.
    ///
    /// Where `coordinates` stand before `type` they are read over and come back to.
    mutating func geometry(depth: Int = 0) throws(GeoJSONError) -> Geometry {
        let start = try lookAhead().offset
        guard depth <= WKB.nestingLimit else { throw .nestingTooDeep(at: start) }
        var found = FoundGeometry()
        try object(as: .geometry) { (parser, member, offset) throws(GeoJSONError) in
            switch member {
            case .type: found.kind = try parser.kind()
            case .coordinates, .geometries:
                try parser.content(of: member, at: offset, depth: depth, &found)
            default: try parser.skip()
            }
        }
        return try finish(&found, from: start, depth: depth)
    }

    /// Goes back to content that stood before the type.
    private mutating func finish(
        _ found: inout FoundGeometry, from start: Int, depth: Int
    ) throws(GeoJSONError) -> Geometry {
        guard let kind = found.kind else { throw .missingMember(.type, at: start) }
        if let geometry = found.geometry { return geometry }
        let needed: GeoJSONMember = kind == .geometryCollection ? .geometries : .coordinates
        guard let place = found.skipped[needed] else { throw .missingMember(needed, at: start) }
        let end = scanner.offset
        scanner.offset = place
        try content(of: needed, at: place, depth: depth, &found)
        scanner.offset = end
        guard let geometry = found.geometry else { throw .missingMember(needed, at: start) }
        return geometry
    }

    private mutating func kind() throws(GeoJSONError) -> GeometryKind {
        let start = try lookAhead().offset
        let name = try text(of: .type)
        guard let kind = GeometryKind.allCases.first(where: { $0.name == name }) else {
            throw .unknownType(name, at: start)
        }
        return kind
    }

    /// Reads `coordinates` or `geometries` if the type known asks for them.
    private mutating func content(
        of member: GeoJSONMember, at start: Int, depth: Int, _ found: inout FoundGeometry
    ) throws(GeoJSONError) {
        guard let kind = found.kind, (kind == .geometryCollection) == (member == .geometries) else {
            found.skipped[member] = start
            return try skip()
        }
        guard kind == .geometryCollection else {
            found.geometry = try coordinates(of: kind)
            return
        }
        var members: [Geometry] = []
        try elements(of: .geometries) { (parser) throws(GeoJSONError) in
            members.append(try parser.geometry(depth: depth + 1))
        }
        found.geometry = .geometryCollection(members)
    }

    private mutating func coordinates(of kind: GeometryKind) throws(GeoJSONError) -> Geometry {
        switch kind {
        case .point: .point(try position(mayBeEmpty: true))
        case .lineString: .lineString(try line())
        case .polygon: .polygon(try polygon())
        case .multiPoint: .multiPoint(try positions())
        case .multiLineString:
            .multiLineString(try list { (parser) throws(GeoJSONError) in try parser.line() })
        case .multiPolygon:
            .multiPolygon(
                MultiPolygon(try list { (parser) throws(GeoJSONError) in try parser.polygon() }))
        case .geometryCollection: .geometryCollection([])
        }
    }
}

/// What has been read of a geometry object.
private struct FoundGeometry {
    var kind: GeometryKind?
    var geometry: Geometry?
    /// Where content starts that could not be read yet.
    var skipped: [GeoJSONMember: Int] = [:]
}
