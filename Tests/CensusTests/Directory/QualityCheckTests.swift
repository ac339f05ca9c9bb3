import Census
import GeoKernels
import TestSupport
import Testing

@Suite("quality checks")
struct QualityCheckTests {
    private let frame = (0..<200).map {
        SampleCandidate(
            key: "u\(1000 + $0)", kind: $0 % 3 == 0 ? "livestock" : "industrial", area: "z\($0 / 50)")
    }

    private func draw(seed: UInt64 = 1) -> SampleDraw {
        SampleDraw(SamplePlan(seed: seed, share: 0.1, least: 3), from: frame)
    }

    @Test("the same seed and frame draw the same units in any order", arguments: seeds(5))
    func reproducible(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let shuffled = frame.shuffled(using: &random) + frame.prefix(20)
        let again = SampleDraw(SamplePlan(seed: seed, share: 0.1, least: 3), from: shuffled)
        #expect(again == draw(seed: seed))
        #expect(draw(seed: seed).drawn != draw(seed: seed + 100).drawn)
    }

    @Test("each stratum gives its share, at least so many, and no more than it has")
    func strata() {
        let draw = draw()
        #expect(draw.strata.count == 8)
        #expect(draw.strata.allSatisfy { $0.drawn.count == max(3, ($0.size + 9) / 10) })
        #expect(draw.frameCount == 200)
        let plan = SamplePlan(seed: 1, share: 0.1, least: 3)
        #expect([0, 1, 3, 100].map(plan.size) == [0, 1, 3, 10])
    }

    @Test("a unit more in another stratum does not change a stratum's draw")
    func strataAreIndependent() {
        let more = frame + [SampleCandidate(key: "new", kind: "boilers", area: "z0")]
        let plan = SamplePlan(seed: 1, share: 0.1, least: 3)
        #expect(SampleDraw(plan, from: more).drawn == draw().drawn.union(["new"]))
        #expect(SampleDraw(plan, from: more).frameDigest != draw().frameDigest)
    }

    @Test("every unit of a stratum is drawn about as often as any other")
    func fairness() {
        let frame = (0..<10).map { SampleCandidate(key: "u\($0)", kind: "k", area: "a") }
        var times: [String: Int] = [:]
        for seed in 1...1000 as ClosedRange<UInt64> {
            let draw = SampleDraw(SamplePlan(seed: seed, share: 0.3, least: 0), from: frame)
            for key in draw.drawn { times[key, default: 0] += 1 }
        }
        // 300 expected; the standard deviation is 14.5, so this is 5 of them.
        #expect(times.count == 10)
        #expect(times.values.allSatisfy { abs($0 - 300) < 73 })
    }

    private func result(_ unit: String, duplicate: Bool = false, wrong: Int = 0, time: String = "2018-06-02")
        -> QualityResult
    {
        QualityResult(
            unit: unit, isDuplicate: duplicate, checkedItems: 25, wrongItems: wrong, actor: "王", time: time)
    }

    @Test("results come after the draw, of drawn units only, and once")
    func order() throws {
        let draw = draw()
        let drawn = try #require(draw.drawn.min())
        var check = QualityCheck()
        #expect(throws: QualityRefusal.notDrawn) { try check.enter(result(drawn)) }
        try check.enter(draw, actor: "赵", time: "2018-06-01")
        #expect(throws: QualityRefusal.drawnAlready) {
            try check.enter(draw, actor: "赵", time: "2018-06-01")
        }
        let other = try #require(frame.first { !draw.drawn.contains($0.key) }).key
        #expect(throws: QualityRefusal.notInSample(other)) { try check.enter(result(other)) }
        #expect(throws: QualityRefusal.beforeDraw("2018-05-30")) {
            try check.enter(result(drawn, time: "2018-05-30"))
        }
        #expect(throws: QualityRefusal.impossibleCounts(drawn)) {
            try check.enter(result(drawn, wrong: 26))
        }
        try check.enter(result(drawn))
        #expect(throws: QualityRefusal.enteredAlready(drawn)) { try check.enter(result(drawn)) }
        #expect(throws: QualityRefusal.areaNotInSample("moon")) {
            try check.enter(ResurveyFinding(area: "moon", found: 3, missed: 0))
        }
        #expect(throws: QualityRefusal.impossibleCounts("z0")) {
            try check.enter(ResurveyFinding(area: "z0", found: 3, missed: 4))
        }
    }

    @Test("rates have their own denominators and say how sure they are")
    func rates() throws {
        let draw = draw()
        var check = QualityCheck()
        #expect(check.rates().allSatisfy { $0.verdict == .unchecked })
        try check.enter(draw, actor: "赵", time: "2018-06-01")
        for (index, unit) in draw.drawn.sorted().enumerated() {
            try check.enter(result(unit, duplicate: index == 0, wrong: index < 2 ? 1 : 0))
        }
        try check.enter(ResurveyFinding(area: "z0", found: 1000, missed: 5))
        try check.enter(ResurveyFinding(area: "z1", found: 1000, missed: 4))
        let rates = check.rates()
        let count = draw.drawn.count
        #expect(rates.map(\.hits) == [9, 1, 2])
        #expect(rates.map(\.cases) == [2000, count, 25 * count])
        #expect(rates.map(\.verdict) == [.passed, .failedUnsurely, .passed])
    }

    @Test("a result is corrected by whoever says why, and only one that is there")
    func correction() throws {
        let draw = draw()
        let drawn = try #require(draw.drawn.min())
        var check = QualityCheck()
        try check.enter(draw, actor: "赵", time: "2018-06-01")
        func corrected(_ wrong: Int) -> QualityResult {
            QualityResult(
                unit: drawn, isDuplicate: false, checkedItems: 25, wrongItems: wrong, actor: "李",
                time: "2018-06-03", correction: "看错表")
        }
        #expect(throws: QualityRefusal.nothingToCorrect(drawn)) { try check.enter(corrected(3)) }
        try check.enter(result(drawn, wrong: 5))
        try check.enter(corrected(3))
        #expect(check.results == [corrected(3)])
        try check.enter(ResurveyFinding(area: "z0", found: 3, missed: 1))
        try check.enter(ResurveyFinding(area: "z0", found: 4, missed: 1, correction: "补报"))
        #expect(check.findings.map(\.found) == [4])
    }

    @Test("a large stratum counts for what it holds, not for what was drawn of it")
    func weights() throws {
        let frame = (0..<1010).map {
            SampleCandidate(key: "u\(10_000 + $0)", kind: "k", area: $0 < 1000 ? "large" : "small")
        }
        let draw = SampleDraw(SamplePlan(seed: 1, share: 0.001, least: 10), from: frame)
        var check = QualityCheck()
        try check.enter(draw, actor: "赵", time: "2018-06-01")
        for part in draw.strata {
            for unit in part.drawn {
                try check.enter(result(unit, wrong: part.stratum.area == "small" ? 25 : 0))
            }
        }
        let rate = check.rates()[2]
        #expect(rate.countedRate == 0.5)
        #expect(abs((rate.rate ?? 0) - 10.0 / 1010) < 1e-12)
    }

    @Test("the digest of a draw changes with any unit, size or name")
    func digests() {
        let draw = draw()
        func digest(_ draw: SampleDraw, name: String = "1") -> String {
            DrawLog(draw: draw, actor: "赵", time: "t").digest(name: name, areaKind: "county")
        }
        var strata = draw.strata
        let first = strata[0]
        strata[0] = SampleDraw.Part(
            stratum: first.stratum, size: first.size, drawn: ["other"] + first.drawn.dropFirst())
        let swapped = SampleDraw(
            logged: draw.plan, strata: strata, frameCount: draw.frameCount, frameDigest: draw.frameDigest)
        #expect(digest(swapped) != digest(draw) && digest(draw, name: "2") != digest(draw))
        #expect(digest(draw) == digest(self.draw()))
    }
}
