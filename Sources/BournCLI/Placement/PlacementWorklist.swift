internal import Census
internal import GeoKernels
internal import GeoModel

/// Every unit whose placement somebody should look at, the most urgent first, and what was found of each batch.
struct PlacementWorklist {
    /// The units, doubted or not.
    let unitCount: Int
    /// The units to look at.
    let items: [Item]
    /// What was found of each batch.
    let findings: [BatchFinding]

    /// A unit to look at.
    struct Item {
        let point: UnitPoint
        let name: String
        let reviewed: ReviewedPlacement

        /// The first reason, which gives the item its place.
        var urgency: Int { reviewed.suspicions.map(\.urgency).min() ?? .max }
        /// Metres to the declared zone, where another holds the unit.
        var declaredDistance: Double {
            if case .differs(_, let distance) = reviewed.placement.agreement { distance.value } else { 0 }
        }
    }

    /// Reviews units.
    ///
    /// - Parameters:
    ///   - units: The units.
    ///   - setting: The zones, the villages' points, and the limits of the tests.
    init(_ units: ReviewedUnits, in setting: ReviewSetting) {
        let reader = setting.unprojection.reader
        findings = setting.limits.batchTest(reader: reader).findings(for: units.points, in: setting.zones)
        let review = PlacementReview(
            zones: setting.zones, villageCentres: setting.centres, limits: setting.limits.suspicion,
            reader: reader)
        let reviewed = review.review(units.points, findings: findings)
        unitCount = units.points.count
        let doubted = reviewed.indices.filter { !reviewed[$0].suspicions.isEmpty }
        items = doubted.map { Item(point: units.points[$0], name: units.names[$0], reviewed: reviewed[$0]) }
            .sorted {
                ($0.urgency, -$0.declaredDistance, $0.point.id)
                    < ($1.urgency, -$1.declaredDistance, $1.point.id)
            }
    }

    /// For each kind of mistake the units it was reported for.
    var reports: [String: Set<String>] {
        var reports: [String: Set<String>] = [:]
        for item in items {
            for suspicion in item.reviewed.suspicions {
                reports[suspicion.word, default: []].insert(item.point.id)
            }
        }
        return reports
    }

    /// For each kind of mistake that a list of known ones may have, the units it was reported for.
    ///
    /// To a point a wrong meridian and a wrong prefix are one mistake: it lies whole zones off. An easting with a prefix
    /// names its zone itself, so there it is the prefix.
    var mistakes: [String: Set<String>] {
        let shifted = "wrong-meridian-or-prefix"
        var mistakes = reports.filter { PlacementSuspicion.mistakes.contains($0.key) && $0.key != shifted }
        for item in items where item.reviewed.suspicions.contains(where: { $0.word == shifted }) {
            let hasPrefix = (item.point.grid?.easting ?? 0).magnitude >= 10_000_000
            mistakes[hasPrefix ? "wrong-zone-prefix" : "wrong-central-meridian", default: []]
                .insert(item.point.id)
        }
        return mistakes
    }

    /// How many units each reason was found for, the most urgent reason first.
    var counts: [(word: String, units: Int)] {
        let urgencies = Dictionary(
            items.flatMap { $0.reviewed.suspicions.map { ($0.word, $0.urgency) } }, uniquingKeysWith: min)
        return reports.map { (word: $0.key, units: $0.value.count) }
            .sorted { (urgencies[$0.word] ?? 0, $0.word) < (urgencies[$1.word] ?? 0, $1.word) }
    }
}

extension PlacementWorklist.Item {
    /// The columns of the list as text, for every form it is shown in.
    static let columns: [(name: String, title: LocalizedText, isNumber: Bool)] = [
        ("id", LocalizedText(zh: "单位", en: "Unit"), false),
        ("name", LocalizedText(zh: "名称", en: "Name"), false),
        ("batch", LocalizedText(zh: "批次", en: "Batch"), false),
        ("declared", LocalizedText(zh: "申报小区", en: "Declared"), false),
        ("located", LocalizedText(zh: "实落小区", en: "Located"), false),
        ("declared_distance_m", LocalizedText(zh: "距申报小区（米）", en: "To the declared, m"), true),
        ("border_distance_m", LocalizedText(zh: "距界线（米）", en: "To the border, m"), true),
        ("uncertainty_m", LocalizedText(zh: "坐标误差（米）", en: "Uncertainty, m"), true),
        ("x", LocalizedText(zh: "经度", en: "Longitude"), true),
        ("y", LocalizedText(zh: "纬度", en: "Latitude"), true),
    ]

    /// The cells of `columns`; an empty text where there is nothing to say.
    var cells: [String] {
        let placement = reviewed.placement
        var distance = ""
        if case .differs(_, let metres) = placement.agreement { distance = Self.tenths(metres.value) }
        return [
            point.id, name, point.batch, point.declaredZone ?? "", placement.zone ?? "", distance,
            placement.borderDistance.map { Self.tenths($0.value) } ?? "",
            Self.tenths(placement.uncertainty.radius.value),
            point.position.map { "\($0.x)" } ?? "", point.position.map { "\($0.y)" } ?? "",
        ]
    }

    /// Metres with one decimal.
    static func tenths(_ metres: Double) -> String {
        guard metres.magnitude < 1e15 else { return "\(metres)" }
        let tenths = Int((metres * 10).rounded())
        return "\(tenths / 10).\(abs(tenths % 10))"
    }
}
