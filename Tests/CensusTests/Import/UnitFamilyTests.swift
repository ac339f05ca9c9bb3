import Census
import GeoKernels
import TestSupport
import Testing

@Suite("Rows of one code and county")
struct UnitFamilyClaimTests {
    private func unit(_ name: String, _ address: String = "", _ place: String = "", _ rest: String = "")
        -> UnitTraits
    {
        UnitTraits(name: name, address: address, place: place, rest: rest)
    }

    @Test("find their own unit in any order")
    func anyOrder() {
        let stored = [unit("a", "1", "x"), unit("b", "2", "y"), unit("c", "3", "z")]
        for order in [[0, 1, 2], [2, 0, 1], [1, 0, 2], [2, 1, 0]] {
            #expect(UnitFamily.claims(of: order.map { stored[$0] }, on: stored) == order)
        }
    }

    @Test("that moved and took another's name go by the better agreement")
    func bestAgreementFirst() {
        let stored = [unit("a", "1", "x"), unit("b", "2", "y")]
        #expect(UnitFamily.claims(of: [unit("a", "2", "y"), unit("a", "1", "z")], on: stored) == [1, 0])
    }

    @Test("agree in nothing where a text is not known")
    func unknownTexts() {
        let stored = [unit("a"), unit("b", "2")]
        #expect(UnitFamily.claims(of: [unit("c", "2"), unit("d")], on: stored) == [1, 0])
    }

    @Test("beyond the stored ones are new")
    func new() {
        #expect(UnitFamily.claims(of: [unit("a"), unit("b")], on: [unit("b")]) == [nil, 0])
        #expect(UnitFamily.claims(of: [unit("a")], on: []) == [nil])
    }

    @Test("find the same units whatever their order, however much they have in common", arguments: seeds(5))
    func shuffled(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        func some(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
        for _ in 0..<50 {
            let made = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                unit(some(["a", "b", ""]), some(["1", "2", ""]), some(["x", "y", ""]), some(["p", "q"]))
            }
            let stored = Array(made.shuffled(using: &random).prefix(Int.random(in: 0...5, using: &random)))
            let rows = made.shuffled(using: &random)
            let others = rows.shuffled(using: &random)
            #expect(found(rows, stored) == found(others, stored))
        }
    }

    /// Which row each stored unit gets; rows alike in everything may stand for each other.
    private func found(_ rows: [UnitTraits], _ stored: [UnitTraits]) -> [UnitTraits?] {
        let claims = UnitFamily.claims(of: rows, on: stored)
        return stored.indices.map { unit in claims.firstIndex(of: unit).map { rows[$0] } }
    }
}
