import Census
import GeoModel
import Testing

@Suite("corrections are proposed, decided and reversible")
struct CorrectionLedgerTests {
    private let units = GridOfZones.batch("m", units: 40, seed: 3, spoil: GCJ02.uniform.forward)

    private func ledger() -> CorrectionLedger {
        var ledger = CorrectionLedger()
        let test = BatchDatumTest(reader: CorrectionReader())
        ledger.propose(test.findings(for: units, in: GridOfZones.zones))
        return ledger
    }

    private func event(
        _ decision: CorrectionDecision, proposal: Int = 1, reason: String = "核对", actor: String = "张"
    )
        -> CorrectionEvent
    {
        CorrectionEvent(
            proposal: proposal, decision: decision, actor: actor, time: "2018-05-01T08:00:00Z",
            reason: reason)
    }

    @Test("a proposal is open until somebody accepts it, and can be taken back")
    func acceptAndRevert() throws {
        var ledger = ledger()
        #expect(ledger.proposals.map(\.units) == [units.count])
        #expect(ledger.decision(on: 1) == nil)
        try ledger.enter(event(.accepted))
        #expect(ledger.decision(on: 1) == .accepted)
        try ledger.enter(event(.reverted))
        #expect(ledger.events.map(\.decision) == [.accepted, .reverted])
        #expect(ledger.decision(on: 1) == .reverted)
    }

    @Test("what cannot be decided is refused and leaves the log as it was")
    func refusals() throws {
        var ledger = ledger()
        let cases: [(CorrectionEvent, CorrectionRefusal)] = [
            (event(.accepted, proposal: 2), .noSuchProposal(2)),
            (event(.accepted, proposal: 0), .noSuchProposal(0)),
            (event(.accepted, actor: " "), .noActor),
            (event(.rejected, reason: ""), .noReason),
            (event(.reverted), .notInForce(1)),
        ]
        for (event, refusal) in cases {
            #expect(throws: refusal) { try ledger.enter(event) }
        }
        #expect(ledger.events.isEmpty)
        try ledger.enter(event(.rejected))
        #expect(throws: CorrectionRefusal.decided(1, .rejected)) { try ledger.enter(event(.accepted)) }
    }

    @Test("units that join a corrected batch can be corrected by a proposal of their own")
    func laterUnits() throws {
        var ledger = ledger()
        try ledger.enter(event(.accepted))
        let test = BatchDatumTest(reader: CorrectionReader())
        ledger.propose(test.findings(for: units, in: GridOfZones.zones))
        try ledger.enter(event(.accepted, proposal: 2))
        #expect(ledger.decision(on: 1) == .accepted && ledger.decision(on: 2) == .accepted)
    }
}
