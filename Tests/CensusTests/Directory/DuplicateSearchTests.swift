import Census
import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("proposing duplicates")
struct DuplicateSearchTests {
    private let credit = "91350100M000100Y43"

    private func unit(
        _ key: String, code: String = "", suffix: String = "", county: String = "990121", name: String = "甲厂",
        at place: Position? = nil
    ) -> DirectoryUnit {
        DirectoryUnit(
            key: key, identity: UnitIdentity(code: code, suffix: suffix, division: county), name: name,
            kind: "industrial", sites: [UnitSite(address: "", position: place)], county: county)
    }

    private func search(_ units: [DirectoryUnit]) -> [DuplicateCandidate] {
        DuplicateSearch().candidates(in: units)
    }

    @Test("the same code, suffix and county is a duplicate, however it is typed")
    func sameIdentity() {
        let found = search([
            unit("a", code: credit), unit("b", code: " 91350100m000100y43 "),
            unit("c", code: credit, suffix: "00"),
        ])
        #expect(found.map(\.first) == ["a", "a"])
        #expect(found.map(\.second) == ["b", "c"])
        #expect(found.allSatisfy { if case .sameIdentity? = $0.reasons.first { true } else { false } })
    }

    @Test("the same code in another county or with another suffix is no duplicate")
    func notDuplicates() {
        let here = Position(116.7, 31)
        #expect(
            search([
                unit("a", code: credit, at: here), unit("b", code: credit, county: "990122", at: here),
                unit("c", code: credit, suffix: "01", at: here),
            ]).isEmpty)
    }

    @Test("the organisation code inside a credit code is found, with or without hyphen")
    func organisationCode() {
        let found = search([unit("a", code: credit), unit("b", code: "M000100Y-4")])
        #expect(found.map(\.reasons) == [[.organisationCodeInside("M000100Y4")]])
        #expect(search([unit("a", code: credit), unit("b", code: "M000100Y4", county: "990122")]).isEmpty)
    }

    @Test("nearly the same name 20 m away is proposed unless both have codes that differ")
    func nearName() {
        let here = Position(116.7, 31)
        let near = Position(116.7002, 31)
        let long = "拟溪县幻云机械零部件有限公司"
        let other = "拟溪县幻云机械零部件有限责任公司"
        let found = search([
            unit("a", code: credit, name: long, at: here), unit("b", name: other, at: near),
        ])
        #expect(found.count == 1)
        guard case .nearNameAndPoint(1, let distance)? = found.first?.reasons.first else {
            Issue.record("the legal form must not count")
            return
        }
        #expect(abs(distance.value - 19.1) < 0.1)
        let rivals = [
            unit("a", code: credit, name: long, at: here),
            unit("b", code: "91110000101623741K", name: other, at: near),
        ]
        #expect(search(rivals).isEmpty)
        let far = [unit("a", name: long, at: here), unit("b", name: other, at: Position(116.701, 31))]
        #expect(search(far).isEmpty)
    }

    @Test(
        "names are as alike as their pairs of characters",
        arguments: [
            ("甲乙丙有限公司", "甲乙丙有限责任公司", 1), ("甲乙丙丁厂", "甲乙丙戊厂", 2.0 / 3), ("甲乙", "丙丁", 0),
            ("（甲）乙　丙 Ａ厂", "甲乙丙a厂", 1), ("", "", 0), ("有限公司", "有限公司", 1), ("甲", "甲", 1),
        ] as [(String, String, Double)])
    func similarity(a: String, b: String, expected: Double) {
        #expect(abs(UnitName(a).similarity(to: UnitName(b)) - expected) < 1e-12)
        #expect(UnitName(a).similarity(to: UnitName(b)) == UnitName(b).similarity(to: UnitName(a)))
    }

    @Test("blocks find what comparing every pair finds", arguments: seeds(5))
    func agreesWithEveryPair(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let syllables = Array("云水金石木山川田禾林")
        let units =
            (0..<150).map { index in
                let stem = (0..<(4 + random.index(below: 3))).map { _ in syllables[random.index(below: 10)] }
                return unit(
                    "u\(index)", name: String(stem) + (random.index(below: 2) == 0 ? "有限公司" : "厂"),
                    at: Position(116.7 + random.unit() * 0.0012, 31 + random.unit() * 0.0012))
            }
            + (0..<30).map { index in
                unit(
                    "v\(index)", name: "云水金石木\(index % 3)有限责任公司",
                    at: Position(116.7 + random.unit() * 0.001, 31))
            }
        let found = Set(search(units).map { [$0.first, $0.second] })
        #expect(found == everyPair(units))
        #expect(!found.isEmpty)
    }

    private func everyPair(_ units: [DirectoryUnit]) -> Set<[String]> {
        let metric = LocalMetric(atLatitude: 31, ellipsoid: .cgcs2000)
        var pairs = Set<[String]>()
        for (i, a) in units.enumerated() {
            for b in units[(i + 1)...] {
                guard let p = a.sites[0].position, let q = b.sites[0].position,
                    metric.distance(from: p, to: q).value <= 50,
                    UnitName(a.name).similarity(to: UnitName(b.name)) >= 0.8
                else { continue }
                pairs.insert([a.key, b.key])
            }
        }
        return pairs
    }

    @Test(
        "industry codes are split at any mark and stay text",
        arguments: [("0111、2110", ["0111", "2110"]), ("0321", ["0321"]), (" , ", [])])
    func industries(cell: String, expected: [String]) {
        #expect(industryCodes(in: cell) == expected)
    }
}
