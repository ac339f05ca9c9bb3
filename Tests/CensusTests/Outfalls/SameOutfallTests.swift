import Census
import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("One outfall, many witnesses")
struct SameOutfallTests {
    private func sighting(
        _ id: String, _ x: Double, _ y: Double, source: ObservationSource = .drone, day: Double = 0,
        by observer: String = "甲",
        name: String? = nil, on river: RiverLine? = nil
    ) -> OutfallSighting {
        OutfallSighting(
            OutfallObservation(
                id: id, source: source, position: Position(x, y),
                moment: Moment(secondsSince1970: 1_530_000_000 + day * 86_400), observer: observer, name: name
            ),
            on: river)
    }

    private func river() throws -> RiverLine {
        let line = try LineString([Position(0, 0), Position(5000, 0)])
        return try #require(RiverLine(code: "FA01", line: line, mouth: .last, measure: .planar))
    }

    @Test("a list that says no day is a witness, and nobody says how many days it is from another")
    func undated() throws {
        let list = OutfallSighting(
            OutfallObservation(
                id: "R:1", source: .desk, position: Position(1000, 15), moment: nil, observer: "甲"))
        let pair = sameOutfallCandidates(among: [list, sighting("uav-3", 1004, 15)], measure: .planar)
        let reasons = try #require(pair.first?.reasons)
        #expect(reasons == [.distance(Metres(4))])
    }

    @Test("a drone point and a walk 12 m apart on one bank are proposed with every reason")
    func proposed() throws {
        let river = try river()
        let pair = sameOutfallCandidates(
            among: [
                sighting("walk-7", 1012, 15, source: .walk, day: 9, name: "新中社区1号入河排污口", on: river),
                sighting("uav-3", 1000, 15, name: "新中社区入河排污口", on: river),
            ], measure: .planar)
        let found = try #require(pair.first)
        #expect(found.first == "uav-3" && found.second == "walk-7")
        #expect(found.reasons.contains(.distance(Metres(12))))
        #expect(found.reasons.contains(.sameBank(.left)))
        #expect(found.reasons.contains(.chainage(Metres(12))))
        #expect(found.reasons.contains(.days(9)))
        #expect(found.score > 0.7)
    }

    @Test("mouths that face each other across a brook are not proposed although 20 m apart")
    func oppositeBanks() throws {
        let river = try river()
        let pair = [sighting("a", 1000, 10, on: river), sighting("b", 1000, -10, on: river)]
        #expect(sameOutfallCandidates(among: pair, measure: .planar).isEmpty)
        let unknownBanks = [sighting("a", 1000, 10), sighting("b", 1000, -10)]
        #expect(sameOutfallCandidates(among: unknownBanks, measure: .planar).count == 1)
    }

    @Test("nearer to the river's line than a position is good for, it does not tell the bank")
    func unsureBanks() throws {
        let river = try river()
        // A team two metres left of the line and the form's right bank, 6 m apart: no two mouths.
        let walk = sighting("w", 1000, 2, source: .walk, on: river)
        let form = OutfallSighting(
            OutfallObservation(
                id: "R:1", source: .desk, position: Position(1000, -4), moment: nil, observer: "",
                declaredSide: .right), on: river)
        let near = try #require(sameOutfallCandidates(among: [walk, form], measure: .planar).first)
        #expect(!near.isContradicted && near.score > 0.5)
        // Six metres from the line the team is surely on the left.
        let sure = sighting("w", 1000, 6, source: .walk, on: river)
        #expect(sure.side(by: MatchRule()) == .left)
        #expect(sameOutfallCandidates(among: [sure, form], measure: .planar).isEmpty)
    }

    @Test("a case is where its team stood, and the drone's point counts only where it is far from there")
    func telling() {
        let rule = MatchRule()
        let (walk, drone) = (sighting("w", 0, 0, source: .walk), sighting("d", 14, 0))
        #expect(rule.telling([drone, walk], measure: .planar).map(\.observation.id) == ["w"])
        #expect(rule.telling([drone], measure: .planar).map(\.observation.id) == ["d"])
        let far = sighting("d", 140, 0)
        #expect(rule.telling([far, walk], measure: .planar).map(\.observation.id) == ["w", "d"])
        let form = sighting("R:1", 15, 0, source: .desk)
        // The drone's point lies on the form's position, and the team 15 m from it.
        let match = rule.match(
            rule.telling([drone, walk], measure: .planar), [form], measure: .planar)
        #expect(match?.distance == Metres(15))
    }

    @Test("one walker's two notes on one day are probably two mouths")
    func sameWalker() throws {
        let same = [sighting("a", 0, 0, source: .walk), sighting("b", 60, 0, source: .walk)]
        #expect(sameOutfallCandidates(among: same, measure: .planar).isEmpty)
        let later = [sighting("a", 0, 0, source: .walk), sighting("b", 40, 0, source: .walk, day: 30)]
        #expect(sameOutfallCandidates(among: later, measure: .planar).count == 1)
    }

    @Test("in degrees distances are metres: 0.0009° of longitude at 30° N is 87 m")
    func degrees() throws {
        var rule = MatchRule()
        rule.leastScore = 0
        let pair = sameOutfallCandidates(
            among: [sighting("a", 108, 30), sighting("b", 108.0009, 30)], rule: rule)
        guard case .distance(let metres)? = pair.first?.reasons.first else {
            Issue.record("no pair")
            return
        }
        #expect(abs(metres.value - 86.84) < 0.05)
        #expect(
            sameOutfallCandidates(among: [sighting("a", 108, 30), sighting("b", 108.0011, 30)], rule: rule)
                .isEmpty)
    }

    @Test("the grid finds exactly the pairs that comparing all finds, in any order", arguments: seeds(40))
    func bruteForce(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var rule = MatchRule()
        rule.leastScore = 0
        let sightings = (0..<60).map { index in
            sighting(
                "s\(index)", 108 + random.number(in: -0.004...0.004), 35 + random.number(in: -0.004...0.004))
        }
        let found = sameOutfallCandidates(among: sightings, rule: rule)
        var expected: Set<[String]> = []
        let measure = GroundMeasure.geographic()
        for (offset, a) in sightings.enumerated() {
            for b in sightings[(offset + 1)...] {
                let distance = measure.length(from: a.observation.position, to: b.observation.position)
                if distance <= rule.within {
                    expected.insert([a.observation.id, b.observation.id].sorted())
                }
            }
        }
        #expect(Set(found.map { [$0.first, $0.second] }) == expected)
        #expect(sameOutfallCandidates(among: sightings.reversed(), rule: rule) == found)
    }

    @Test(
        "names are compared by what tells them apart",
        arguments: [
            ("新中社区1号入河排污口", "新中社区1号排污口", 1.0), ("污水厂", "水泥厂", 0.0), ("新中社区1号", "新中社区2号", 0.6),
            ("入河排污口", "入河排污口", 0),
        ])
    func names(a: String, b: String, expected: Double) {
        #expect(abs(nameSimilarity(a, b) - expected) < 0.01)
    }

    private func event(_ id: String, _ change: IdentityChange) -> IdentityEvent {
        IdentityEvent(id: id, change, by: "乙", at: Moment(secondsSince1970: 1_530_000_000), reason: "现场复核")
    }

    @Test("a merge moves the observations, and taking it back restores them")
    func mergeAndUndo() throws {
        var ledger = IdentityLedger(opening: ["uav-1": "A", "walk-1": "A", "uav-2": "B", "photo-1": "C"])
        try ledger.record(event("e1", .merge(into: "A", absorbed: ["B"])))
        #expect(ledger.observations(of: "A") == ["uav-1", "uav-2", "walk-1"])
        #expect(ledger.outfalls == ["A", "C"])
        try ledger.record(event("e2", .undo(event: "e1")))
        #expect(ledger.observations(of: "B") == ["uav-2"])
        #expect(ledger.events.count == 2 && ledger.standing.isEmpty)
    }

    @Test("a split needs a new identifier and leaves something behind")
    func split() throws {
        var ledger = IdentityLedger(opening: ["o1": "A", "o2": "A", "o3": "B"])
        #expect(throws: IdentityRefusal.nothingLeft("A")) {
            try ledger.record(event("e", .split(from: "A", observations: ["o1", "o2"], into: "D")))
        }
        #expect(throws: IdentityRefusal.identifierUsed("B")) {
            try ledger.record(event("e", .split(from: "A", observations: ["o2"], into: "B")))
        }
        #expect(throws: IdentityRefusal.notAnObservation("o3", of: "A")) {
            try ledger.record(event("e", .split(from: "A", observations: ["o3"], into: "D")))
        }
        try ledger.record(event("e1", .split(from: "A", observations: ["o2"], into: "D")))
        #expect(ledger.outfall(of: "o2") == "D")
        try ledger.record(event("e2", .undo(event: "e1")))
        #expect(throws: IdentityRefusal.identifierUsed("D")) {
            try ledger.record(event("e3", .split(from: "A", observations: ["o2"], into: "D")))
        }
    }

    @Test("a decision that others build on is taken back last")
    func dependentDecisions() throws {
        var ledger = IdentityLedger(opening: ["o1": "A", "o2": "B", "o3": "C", "o4": "X", "o5": "Y"])
        try ledger.record(event("e1", .merge(into: "A", absorbed: ["B"])))
        try ledger.record(event("e2", .merge(into: "X", absorbed: ["Y"])))
        try ledger.record(event("e3", .merge(into: "C", absorbed: ["A"])))
        #expect(throws: IdentityRefusal.laterDecision("e3")) {
            try ledger.record(event("e4", .undo(event: "e1")))
        }
        try ledger.record(event("e5", .undo(event: "e2")))
        #expect(ledger.outfall(of: "o2") == "C" && ledger.outfall(of: "o5") == "Y")
        try ledger.record(event("e6", .undo(event: "e3")))
        try ledger.record(event("e7", .undo(event: "e1")))
        #expect(ledger.outfalls == ["A", "B", "C", "X", "Y"])
        #expect(throws: IdentityRefusal.noSuchEvent("e1")) {
            try ledger.record(event("e8", .undo(event: "e1")))
        }
        #expect(throws: IdentityRefusal.identifierUsed("e7")) {
            try ledger.record(event("e7", .undo(event: "e1")))
        }
    }

    @Test("a merge with what is gone, or with itself, is refused")
    func refusedMerges() throws {
        var ledger = IdentityLedger(opening: ["o1": "A", "o2": "B", "o3": "C"])
        #expect(throws: IdentityRefusal.mergeIntoItself("A")) {
            try ledger.record(event("e", .merge(into: "A", absorbed: ["A"])))
        }
        try ledger.record(event("e1", .merge(into: "A", absorbed: ["B"])))
        #expect(throws: IdentityRefusal.noSuchOutfall("B")) {
            try ledger.record(event("e2", .merge(into: "C", absorbed: ["B"])))
        }
    }

    @Test(
        "whatever is merged and split, taking everything back in reverse restores the opening",
        arguments: seeds(40))
    func reversible(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var opening: [String: String] = [:]
        for index in 0..<20 { opening["o\(index)"] = "F\(random.index(below: 6))" }
        var ledger = IdentityLedger(opening: opening)
        var made: [String] = []
        for index in 0..<15 {
            let living = ledger.outfalls
            let outfall = living[random.index(below: living.count)]
            let own = ledger.observations(of: outfall)
            let change: IdentityChange =
                random.unit() < 0.5 && own.count > 1
                ? .split(from: outfall, observations: Array(own.prefix(own.count / 2)), into: "N\(index)")
                : .merge(into: outfall, absorbed: living.filter { $0 > outfall }.suffix(1))
            try ledger.record(event("e\(index)", change))
            made.append("e\(index)")
        }
        for (index, id) in made.reversed().enumerated() {
            try ledger.record(event("u\(index)", .undo(event: id)))
        }
        for (observation, outfall) in opening { #expect(ledger.outfall(of: observation) == outfall) }
    }

    @Test("the place of an entry is questioned: county, code, distance, bank")
    func place() throws {
        let day = try CalendarDate(iso: "2018-06-01")
        var codes = OutfallCodeHistory()
        try codes.assign(OutfallCode("500242104", scheme: .census2018), from: day, reason: "")
        let outfall = Outfall(
            id: "1", name: "郁山镇1号入河排污口", codes: codes, category: .river, position: Position(1000, 250),
            declaredDivision: "500243102002", water: ReceivingWater(name: "乌江", code: "FA01", kind: .river))
        let findings = OutfallPlaceReview().findings(
            for: outfall, on: try river(), declaredSide: .right, day: day, county: { _ in "500241" })
        #expect(
            findings == [
                .declaredCountyElsewhere(declared: "500243", located: "500241"),
                .codeOfOtherCounty(code: "500242104", declared: "500243"),
                .farFromWater(Metres(250), allowed: Metres(200)),
                .otherBank(declared: .right, located: .left),
            ])
        #expect(outfall.scale() == nil)
    }
}
