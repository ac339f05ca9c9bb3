internal import Census
internal import Coverage
internal import GeoKernels
internal import GeoModel
internal import Zoning

/// Whether a plan covers what it should: no gap, no overlap, nothing outside the blocks and nothing of them left out.
struct PlanCoverage {
    /// How many faults there are.
    let count: Int
    /// The first of them with their places.
    let first: [LocalizedText]

    private static let shown = 8

    /// Checks a plan against the blocks; without blocks, by itself.
    ///
    /// Borders whose vertices differ are no fault here, since the ground is covered all the same.
    init(_ plan: [ZoneAdoption.Drawn], villages: [VillageArea], reference: CRSIdentifier) throws {
        let input = CoverageInput(
            zones: PolygonTable(plan.map(\.area)), codes: plan.map(\.code),
            parents: Self.parents(plan, villages), measure: try GroundMeasure(for: reference))
        let faults = CoverageChecker().check(input).faults.filter { $0.kind != .mismatch }
        count = faults.count
        first = faults.sorted { $0.area.value > $1.area.value }.prefix(Self.shown).map { fault in
            let place = fault.geometry.envelope?.centre
            let at = place.map { "(\($0.x.rounded(to: 6)), \($0.y.rounded(to: 6)))" } ?? ""
            let codes = fault.zones.prefix(3).map { plan[$0].code }
            return LocalizedText(
                zh: "\(fault.kind.title.chinese) \(fault.area.value.rounded(to: 1)) 平方米，在 \(at)，"
                    + codes.joined(separator: "、"),
                en: "\(fault.kind.title.english), \(fault.area.value.rounded(to: 1)) m², at \(at), "
                    + codes.joined(separator: ", "))
        }
    }

    /// The blocks of each town as one area; all blocks as one where they tell no towns.
    ///
    /// A zone that does not tell its town belongs to the town in which its middle lies.
    private static func parents(_ plan: [ZoneAdoption.Drawn], _ villages: [VillageArea]) -> ParentLayer? {
        guard !villages.isEmpty else { return nil }
        let towns = Set(villages.map(\.town)).sorted()
        let tellsTowns = villages.allSatisfy { !$0.town.isEmpty }
        let codes = tellsTowns ? towns : [""]
        let numbers = Dictionary(codes.enumerated().map { ($1, $0) }) { first, _ in first }
        let blocks = PolygonTable(villages.map(\.area))
        let locator = ZoneLocator(blocks)
        func parent(of zone: ZoneAdoption.Drawn) -> Int? {
            guard tellsTowns else { return 0 }
            if let own = numbers[zone.town] { return own }
            let middle = InteriorPosition.of(zone.area).flatMap { locator.locate($0).zone }
            return middle.flatMap { numbers[villages[$0].town] }
        }
        return ParentLayer(
            table: ZoneOutlines.dissolve(
                blocks, zoneOfBlock: villages.map { tellsTowns ? numbers[$0.town] ?? 0 : 0 }),
            codes: codes, parentOfZone: plan.map(parent))
    }

    /// The reason with the faults that were taken in with it.
    func told(in attribution: Attribution) -> Attribution {
        guard count > 0 else { return attribution }
        let reason =
            attribution.reason
            + text(zh: "（照收 \(count) 处覆盖问题）", en: " (taken in with \(count) faults of coverage)")
        return Attribution(actor: attribution.actor, reason: reason, time: attribution.time) ?? attribution
    }
}
