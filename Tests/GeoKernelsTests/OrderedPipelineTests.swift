import GeoKernels
import TestSupport
import Testing

@Suite("A stream of pieces worked on by all cores", .timeLimit(.minutes(10)))
struct OrderedPipelineTests {
    private struct Fault: Error, Equatable { let piece: Int }

    /// Runs over so many pieces and returns what was taken, and how many were given at most before being taken.
    private func run(
        pieces: Int, _ work: @escaping @Sendable (Int) throws -> Int, taken: inout [Int]
    ) throws -> Int {
        var given = 0
        var most = 0
        var results: [Int] = []
        defer { taken = results }
        try OrderedPipeline.run(
            next: { () -> Int? in
                guard given < pieces else { return nil }
                given += 1
                most = max(most, given - results.count)
                return given - 1
            }, work: work, take: { results.append($0) })
        return most
    }

    @Test("results come in order, whatever each takes, and few pieces are under way", arguments: seeds(3))
    func order(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let efforts = (0..<200).map { _ in random.index(below: 20_000) }
        var taken: [Int] = []
        let most = try run(
            pieces: 200,
            { piece in
                (0..<efforts[piece]).reduce(piece) { ($0 ^ $1) ^ $1 }
            }, taken: &taken)
        #expect(taken == Array(0..<200))
        #expect(most <= OrderedPipeline.width)
    }

    @Test("the earliest error is thrown, and nothing behind it is taken")
    func errors() {
        var taken: [Int] = []
        #expect(throws: Fault(piece: 5)) {
            _ = try run(
                pieces: 50,
                { piece in
                    if piece >= 5 { throw Fault(piece: piece) }
                    return piece
                }, taken: &taken)
        }
        #expect(taken == Array(0..<5))
    }
}
