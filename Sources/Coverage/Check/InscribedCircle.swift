internal import GeoKernels
internal import GeoModel

/// The largest circle inside a polygon.
struct InscribedCircle: Sendable {
    let diameter: Metres

    init(_ polygon: Polygon, _ measure: GroundMeasure) {
        diameter = Metres(0)
    }
}
