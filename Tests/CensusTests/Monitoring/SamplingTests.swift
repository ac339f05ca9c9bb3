import Census
import Testing

@Suite("Plans, batches and custody")
struct SamplingTests {
    private func day(_ text: String) throws -> CalendarDate { try CalendarDate(iso: text) }

    @Test("twelve slots: two seasons of two days with three samples each are complete")
    func planMet() throws {
        let plan = CampaignPlan(
            requirements: [
                CampaignRequirement(season: .dry, days: 2, samplesPerDay: 3),
                CampaignRequirement(season: .wet, days: 2, samplesPerDay: 3),
            ], strictness: .require)
        let first = try day("2018-01-10")
        let days = [0, 0, 0, 1, 1, 1].map { first.adding(days: $0) }
        #expect(plan.shortfall(in: .dry, sampleDays: days) == nil)
        let short = try #require(plan.shortfall(in: .dry, sampleDays: Array(days.dropLast())))
        #expect(short.found.fullDays == 1)
        #expect(short.found.samples == 5)
        #expect(short.text[.chinese].contains("足样 1 天"))
        #expect(plan.shortfall(in: .normal, sampleDays: []) == nil)
    }

    @Test("visits far apart are separate campaigns, visits on following days are one")
    func campaigns() throws {
        let plan = CampaignPlan(
            requirements: [CampaignRequirement(season: .wet, campaigns: 2)], strictness: .require)
        let july = try day("2018-07-01")
        #expect(plan.shortfall(in: .wet, sampleDays: [july, july.adding(days: 1)])?.found.campaigns == 1)
        #expect(plan.shortfall(in: .wet, sampleDays: [july.adding(days: 30), july]) == nil)
    }

    @Test("relative deviation is |a−b|/(a+b): 10 and 12 differ by 9.1 %, 10 and 13 by 13 %")
    func deviation() throws {
        #expect(abs(try #require(relativeDeviation(10, 12)) - 100 / 11.0) < 1e-12)
        #expect(abs(try #require(relativeDeviation(13, 10)) - 300 / 23.0) < 1e-12)
        #expect(relativeDeviation(0, 0) == nil)
    }

    @Test("a COD batch of nine samples needs two blanks and one parallel")
    func smallBatch() throws {
        let rule = try #require(QualityRule.rule(for: "COD", in: QualityRule.defaults))
        let bare = LaboratoryBatch(id: "b1", indicator: "COD", sampleCount: 9)
        #expect(
            bare.findings(under: rule) == [
                .tooFew(.laboratoryBlank, found: 0, needed: 2), .tooFew(.fieldParallel, found: 0, needed: 1),
            ])
        #expect(rule.needed(share: 0.1, of: 30) == 3)
        #expect(rule.needed(share: 0.1, of: 31) == 4)
    }

    @Test("a pair beyond ±10 % and a dirty blank are named; a pair of non-detects agrees")
    func pairs() throws {
        let rule = try #require(QualityRule.rule(for: "COD", in: QualityRule.defaults))
        let batch = LaboratoryBatch(
            id: "b2", indicator: "COD", sampleCount: 10, laboratoryBlanks: [.belowLimit(4), .number(6)],
            parallels: [
                ParallelPair(label: "P1", .number(10), .number(12)),
                ParallelPair(label: "P2", .number(10), .number(13)),
                ParallelPair(label: "P3", .belowLimit(4), .belowLimit(4)),
                ParallelPair(label: "P4", .belowLimit(4), .number(3.9)),
                ParallelPair(label: "P5", .belowLimit(4), .number(8)),
            ], detectionLimit: 4)
        let findings = batch.findings(under: rule)
        #expect(findings.count == 3)
        #expect(findings.first == .blankNotClean(.laboratoryBlank, value: 6, limit: 4))
        let labels = findings.compactMap { finding -> String? in
            if case .pairDisagrees(let label, _, _) = finding { label } else { nil }
        }
        #expect(labels == ["P2", "P5"])
    }

    @Test("the permanganate index may deviate 25 % below 2 mg/L and 20 % from there")
    func tiers() throws {
        let rule = try #require(QualityRule.rule(for: "CODMn", in: QualityRule.defaults))
        #expect(rule.allowedDeviation(forMean: 1.99) == 25)
        #expect(rule.allowedDeviation(forMean: 2) == 20)
        let batch = LaboratoryBatch(id: "b", indicator: "CODMn", sampleCount: 21, certifiedStandards: 1)
        #expect(batch.findings(under: rule).contains(.batchTooLarge(samples: 21, most: 20)))
    }

    @Test("a spike of 10 found as 9 recovers 90 %")
    func spikes() throws {
        #expect(spikeRecovery(found: 14, before: 5, added: 10) == 90)
        #expect(spikeRecovery(found: 14, before: 5, added: 0) == nil)
        let rule = QualityRule(indicator: nil, source: "made", deviation: [], recovery: 80...120)
        let batch = LaboratoryBatch(
            id: "b", indicator: "TP", sampleCount: 1,
            spikes: [
                SpikeTest(label: "good", before: 5, added: 10, found: 14),
                SpikeTest(label: "lost", before: 5, added: 10, found: 12),
            ])
        #expect(
            batch.findings(under: rule) == [.recoveryOutside(label: "lost", percent: 70, allowed: 80...120)])
    }

    @Test("a bottle without a receipt, and one analysed before it was received, break the chain")
    func custody() throws {
        func event(_ step: CustodyStep, _ hour: Double, by person: String = "王") throws -> CustodyEvent {
            let moment = Moment(day: try day("2018-07-05"), secondsOfDay: hour * 3600, offsetSeconds: 28_800)
            return CustodyEvent(step, by: person, at: moment)
        }
        let whole = try [
            event(.sampled, 9), event(.handedOver, 12), event(.received, 15), event(.analysed, 20),
        ]
        #expect(custodyBreaks(in: whole, holdingHours: 24).isEmpty)
        #expect(custodyBreaks(in: whole, holdingHours: 6) == [.heldTooLong(hours: 11, allowed: 6)])
        let broken = try [event(.sampled, 9), event(.received, 15, by: " "), event(.analysed, 14)]
        #expect(
            custodyBreaks(in: broken) == [
                .missingStep(.handedOver), .unsigned(.received),
                .backwards(earlier: .received, later: .analysed),
            ])
    }

    @Test("an indicator is found by code, name or alias in any width and case")
    func indicators() {
        let catalogue = IndicatorCatalogue.census2018
        for spelling in ["COD", "cod", "化学需氧量", "CODCr", "ＣＯＤ", "cod_cr"] {
            #expect(catalogue.indicator(spelled: spelling)?.code == "COD")
        }
        #expect(catalogue.indicator(spelled: "氨氮")?.code == "NH3-N")
        #expect(catalogue.indicator(spelled: "总氰化物") == nil)
        let form = catalogue.indicators.filter { $0.formColumn != nil }.map(\.code)
        #expect(form == ["flow", "COD", "BOD5", "NH3-N", "TN", "TP", "animal-vegetable-oil"])
    }
}
