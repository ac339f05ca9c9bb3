extension Geometry {
    /// The geometry with each run of positions replaced, its structure kept.
    ///
    /// - Parameter transform: Gives as many positions as it takes, and gives equal ones for equal ones, so that
    ///   rings stay closed.
    /// - Returns: The geometry of the new positions, which are not checked.
    /// - Complexity: O(n) in the positions; `transform` is called once for each line and ring.
    public func mapPositions(_ transform: ([Position]) -> [Position]) -> Geometry {
        switch self {
        case .point(let position): .point(position.flatMap { transform([$0]).first })
        case .lineString(let line): .lineString(line.mapPositions(transform))
        case .polygon(let polygon): .polygon(polygon.mapPositions(transform))
        case .multiPoint(let positions): .multiPoint(transform(positions))
        case .multiLineString(let lines): .multiLineString(lines.map { $0.mapPositions(transform) })
        case .multiPolygon(let area): .multiPolygon(area.mapPositions(transform))
        case .geometryCollection(let members): .geometryCollection(members.map { $0.mapPositions(transform) })
        }
    }
}

extension MultiPolygon {
    /// The area with each ring's positions replaced; see `Geometry.mapPositions(_:)`.
    public func mapPositions(_ transform: ([Position]) -> [Position]) -> MultiPolygon {
        MultiPolygon(polygons.map { $0.mapPositions(transform) })
    }
}

extension Polygon {
    fileprivate func mapPositions(_ transform: ([Position]) -> [Position]) -> Polygon {
        Polygon(rings: rings.map { LinearRing(unchecked: transform($0.positions)) })
    }
}

extension LineString {
    fileprivate func mapPositions(_ transform: ([Position]) -> [Position]) -> LineString {
        LineString(unchecked: transform(positions))
    }
}
