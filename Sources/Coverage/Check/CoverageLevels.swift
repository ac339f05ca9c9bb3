public import GeoKernels
public import GeoModel

/// One level of a hierarchy of areas, such as towns or counties.
public struct CoverageLevel: Sendable {
    /// The areas of the level.
    public var table: PolygonTable
    /// Their codes, one each.
    public var codes: [String]
    /// For each area the place of its parent in the next level; `nil` for none, and ignored on the top level.
    public var parentOfZone: [Int?]

    /// Joins a level's areas, codes and parents.
    public init(table: PolygonTable, codes: [String], parentOfZone: [Int?]) {
        precondition(
            codes.count == table.count && parentOfZone.count == table.count,
            "a level needs one code and one parent, or none, for each area")
        self.table = table
        self.codes = codes
        self.parentOfZone = parentOfZone
    }
}

extension CoverageChecker {
    /// Checks each level by itself and against the level above.
    ///
    /// Neighbours under different parents are compared like any others. A place missing at a lower level shows
    /// there only: a parent is compared with the union of its own children.
    ///
    /// - Parameters:
    ///   - levels: From the finest, such as villages, to the coarsest, such as provinces.
    ///   - measure: How lengths and areas are measured.
    /// - Returns: One report for each level, in the same order.
    /// - Complexity: The sum of the checks of the levels, each with the vertices of the level above.
    public func check(levels: [CoverageLevel], measure: GroundMeasure) -> [CoverageReport] {
        levels.indices.map { place in
            let level = levels[place]
            var parents: ParentLayer?
            if place + 1 < levels.count {
                parents = ParentLayer(
                    table: levels[place + 1].table, codes: levels[place + 1].codes,
                    parentOfZone: level.parentOfZone)
            }
            return check(
                CoverageInput(zones: level.table, codes: level.codes, parents: parents, measure: measure))
        }
    }
}
