internal import Glibc

extension JSONWriter {
    mutating func geometry(_ geometry: Geometry, _ style: GeoJSONStyle) {
        raw("{\"type\":\"\(geometry.kind.name)\",")
        if case .geometryCollection(let members) = geometry {
            raw("\"geometries\":")
            list(members, "[", "]") { $0.geometry($1, style) }
        } else {
            raw("\"coordinates\":")
            coordinates(geometry, style)
        }
        raw("}")
    }

    private mutating func coordinates(_ geometry: Geometry, _ style: GeoJSONStyle) {
        switch geometry {
        case .point(let position):
            if let position { self.position(position, style) } else { raw("[]") }
        case .lineString(let line): run(line.positions, style)
        case .polygon(let polygon): rings(polygon, style)
        case .multiPoint(let positions): run(positions, style)
        case .multiLineString(let lines): list(lines, "[", "]") { $0.run($1.positions, style) }
        case .multiPolygon(let area): list(area.polygons, "[", "]") { $0.rings($1, style) }
        case .geometryCollection: raw("[]")
        }
    }

    private mutating func rings(_ polygon: Polygon, _ style: GeoJSONStyle) {
        list(polygon.rings.enumerated(), "[", "]") { writer, ring in
            let positions = ring.element.positions
            if style.followsRightHandRule && positions.turnsLeft == (ring.offset > 0) {
                writer.run(positions.reversed(), style)
            } else {
                writer.run(positions, style)
            }
        }
    }

    private mutating func run(_ positions: [Position], _ style: GeoJSONStyle) {
        list(positions, "[", "]") { $0.position($1, style) }
    }

    private mutating func position(_ position: Position, _ style: GeoJSONStyle) {
        raw("[")
        raw(style.rounded(position.x).shortestText)
        raw(",")
        raw(style.rounded(position.y).shortestText)
        raw("]")
    }
}

extension GeoJSONStyle {
    /// The number to the style's decimals; one too large to have any is left as it is.
    func rounded(_ value: Double) -> Double {
        guard let decimals else { return value }
        let scale = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
        let scaled = value * scale
        return abs(scaled) < 0x1p53 ? round(scaled) / scale : value
    }
}

extension [Position] {
    /// A closed ring runs counterclockwise, by its area in the plane; `nil` when it has none.
    ///
    /// Offsets from the first position keep the digits of small rings far from the origin.
    fileprivate var turnsLeft: Bool? {
        guard let origin = first else { return nil }
        var doubledArea = 0.0
        for (a, b) in zip(self, dropFirst()) {
            doubledArea += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
        }
        return doubledArea == 0 ? nil : doubledArea > 0
    }
}
