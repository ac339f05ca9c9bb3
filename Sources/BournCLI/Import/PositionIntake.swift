internal import Census
internal import GeoModel

struct PositionIntake {
    let conversion: ReferenceConversion
    let swapsAxes: Bool
    init(_ conversion: ReferenceConversion, swapsAxes: Bool) {
        self.conversion = conversion; self.swapsAxes = swapsAxes
    }
    func place(_ row: SourceRow, columns: [CoordinateRole: Int]) -> PlacedGeometry {
        PlacedGeometry(geometry: nil, coordinate: nil)
    }
}
