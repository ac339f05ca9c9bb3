import Census
import Testing

@Suite("Stored corrections")
struct CorrectionWordTests {
    @Test(
        "a correction's word reads back as the correction", arguments: CandidateCorrection.usual + [.identity]
    )
    func roundTrip(correction: CandidateCorrection) {
        #expect(CandidateCorrection(word: correction.word) == correction)
    }

    @Test("words of nobody are no corrections", arguments: ["", "meridian", "meridian+x", "GCJ02", "none "])
    func unknown(word: String) {
        #expect(CandidateCorrection(word: word) == nil)
    }

    @Test("a ledger taken up again is the ledger that was stored, and refuses what does not follow")
    func ledger() throws {
        let evidence = CorrectionEvidence(tested: 20, hitsBefore: 2, hitsAfter: 19, pValue: 1e-5)
        let proposal = CorrectionProposal(
            id: 1, batch: "A", correction: .fromGCJ02, evidence: evidence)
        let accepted = CorrectionEvent(
            proposal: 1, decision: .accepted, actor: "Li", time: "2026-01-01T00:00:00Z", reason: "checked")
        let ledger = try CorrectionLedger(proposals: [proposal], events: [accepted])
        #expect(ledger.proposals == [proposal] && ledger.decision(on: 1) == .accepted)
        #expect(throws: CorrectionRefusal.decided(1, .accepted)) {
            try CorrectionLedger(proposals: [proposal], events: [accepted, accepted])
        }
    }
}
