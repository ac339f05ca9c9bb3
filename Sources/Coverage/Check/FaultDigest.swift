internal import GeoModel

/// Names faults by their kind, their normalised coordinates and the codes of their zones.
enum FaultDigest {
    static func id(of fault: CoverageFault, codes: [String]) -> FaultID {
        var digest = SHA256()
        digest.add(fault.kind.rawValue)
        if fault.zones.count == 2 {
            let (a, b) = (codes[fault.zones[0]], codes[fault.zones[1]])
            digest.add(a <= b ? a : b)
            digest.add(a <= b ? b : a)
        } else {
            for code in fault.zones.map({ codes[$0] }).sorted() { digest.add(code) }
        }
        add(fault.geometry, to: &digest)
        if let reason = fault.reason { digest.add("\(reason)") }
        return FaultID(digest.finishPrefix())
    }

    private static func add(_ geometry: Geometry, to digest: inout SHA256) {
        switch geometry {
        case .point(let position): add(position.map { [$0] } ?? [], to: &digest)
        case .lineString(let line): add(line.positions, to: &digest)
        case .polygon(let polygon): for ring in polygon.rings { add(ring.positions, to: &digest) }
        case .multiPoint(let positions): add(positions, to: &digest)
        case .multiLineString(let lines): for line in lines { add(line.positions, to: &digest) }
        case .multiPolygon(let area):
            for polygon in area.polygons { add(.polygon(polygon), to: &digest) }
        case .geometryCollection(let members): for member in members { add(member, to: &digest) }
        }
    }

    private static func add(_ positions: [Position], to digest: inout SHA256) {
        digest.add(UInt64(positions.count))
        for position in positions {
            digest.add(position.x)
            digest.add(position.y)
        }
    }
}
