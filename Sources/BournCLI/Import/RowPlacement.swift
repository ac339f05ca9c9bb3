internal import Census
internal import GeoModel

/// Places rows of a declared reference in the workspace's.
struct RowPlacement: RowPlacing {
    private let conversion: ReferenceConversion
    private let swapsAxes: Bool
    private let intakes: RowIntakes?

    /// Makes a placement.
    ///
    /// - Parameters:
    ///   - conversion: From the source's reference to the workspace's.
    ///   - swapsAxes: The source gives y before x, as the user declares.
    ///   - intakes: Read coordinates from columns, where the rows have some.
    init(_ conversion: ReferenceConversion, swapsAxes: Bool, intakes: RowIntakes?) {
        self.conversion = conversion
        self.swapsAxes = swapsAxes
        self.intakes = intakes
    }

    func place(
        _ row: SourceRow, kind: ImportKind, columns: CoordinateColumns<Int>?
    ) -> Result<PlacedGeometry, RefusalReason> {
        if let intakes { return .success(intakes.place(row)) }
        guard case .value(let geometry, _) = row.geometry else {
            if case .damaged(let damage) = row.geometry { return .failure(.damagedGeometry(damage)) }
            if case .position = kind.geometry {
                return .success(PlacedGeometry(geometry: nil, coordinate: nil))
            }
            return .failure(.noGeometry)
        }
        return shaped(geometry, for: kind).flatMap(converted).map {
            PlacedGeometry(geometry: $0, coordinate: nil)
        }
    }

    /// The geometry in the shape the kind's layer holds.
    private func shaped(_ geometry: Geometry, for kind: ImportKind) -> Result<Geometry, RefusalReason> {
        guard !geometry.isEmpty else { return .failure(.noGeometry) }
        switch kind.geometry {
        case .any: return .success(geometry)
        case .area:
            guard let area = geometry.area else { return .failure(.wrongGeometry(found: geometry.typeName)) }
            return .success(.multiPolygon(area))
        case .position:
            switch geometry {
            case .point: return .success(geometry)
            case .multiPoint(let positions) where positions.count == 1: return .success(.point(positions[0]))
            default: return .failure(.wrongGeometry(found: geometry.typeName))
            }
        }
    }

    private func converted(_ geometry: Geometry) -> Result<Geometry, RefusalReason> {
        let given = swapsAxes ? geometry.mapPositions { $0.map { Position($0.y, $0.x) } } : geometry
        if let complaint = RangeCheck(conversion.from).complaint(about: given) { return .failure(complaint) }
        guard let result = conversion.convert(given) else {
            let place = given.envelope?.centre ?? Position(0, 0)
            return .failure(.outOfRange(place, reference: conversion.from))
        }
        return .success(result)
    }
}

extension Geometry {
    /// The kind's name as the Simple Features specification writes it.
    var typeName: String {
        switch self {
        case .point: "Point"
        case .lineString: "LineString"
        case .polygon: "Polygon"
        case .multiPoint: "MultiPoint"
        case .multiLineString: "MultiLineString"
        case .multiPolygon: "MultiPolygon"
        case .geometryCollection: "GeometryCollection"
        }
    }
}
