internal import Census
internal import GeoModel

extension AreaSource {
    /// The areas without polygons that enclose nothing, such as a line there and back.
    ///
    /// They hold no point, yet their lines would count as borders to which others measure. A row that keeps no polygon
    /// becomes a damaged one.
    ///
    /// - Complexity: O(v) in the vertices; areas are copied only if there is such a polygon.
    func withoutFlatPolygons() -> AreaSource {
        let flat = codes.indices.filter { table.polygons(ofFeature: $0).contains(where: table.isFlat) }
        guard !flat.isEmpty else { return self }
        let rows = Set(flat)
        var damaged = damaged
        let areas = codes.indices.map { row -> MultiPolygon in
            guard rows.contains(row) else { return table.area(ofFeature: row) }
            let polygons = zip(table.polygons(ofFeature: row), table.area(ofFeature: row).polygons)
            let kept = MultiPolygon(polygons.filter { !table.isFlat(polygon: $0.0) }.map(\.1))
            if kept.polygons.isEmpty {
                damaged.append(
                    DamagedRow(
                        feature: row, reason: LocalizedText(zh: "图形没有面积", en: "its shape encloses nothing")))
            }
            return kept
        }
        return replacing(table: PolygonTable(areas), damaged: damaged)
    }
}

extension PolygonTable {
    /// The outer ring's area cannot be told from zero: it is less than what rounding makes of its terms.
    fileprivate func isFlat(polygon: Int) -> Bool {
        let ring = vertices(ofRing: rings(ofPolygon: polygon).lowerBound)
        let origin = positions[ring.lowerBound]
        var (sum, size) = (0.0, 0.0)
        for index in ring.dropLast() {
            let (a, b) = (positions[index], positions[index + 1])
            let (one, other) = (
                (a.x - origin.x) * (b.y - origin.y), (b.x - origin.x) * (a.y - origin.y)
            )
            sum += one - other
            size += one.magnitude + other.magnitude
        }
        return sum.magnitude <= size * 0x1p-48
    }
}
