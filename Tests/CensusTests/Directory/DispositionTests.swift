import Census
import Testing

@Suite("six states and eight departments")
struct DispositionTests {
    @Test("the defaults are six states and eight departments, and pass their own test")
    func defaults() throws {
        #expect(try DispositionTable(DispositionTable.usual.dispositions) == .usual)
        #expect(Department.usual.count == 8)
        #expect(Set(Department.usual.map(\.code)).count == 8)
    }

    @Test("five states, a shared code, a shared colour and a bad colour are all told")
    func faults() {
        var list = Array(DispositionTable.usual.dispositions.dropLast(2))
        let first = list[0]
        list.append(
            Disposition(code: first.code, title: first.title, colour: "green", countsInRegister: true))
        do {
            _ = try DispositionTable(list)
            Issue.record("the table must be refused")
        } catch {
            #expect(
                error.faults == [.notSix(5), .codeTwice("normal"), .badColour("green", of: "normal")])
        }
    }

    private func opinion(_ department: String, _ disposition: String) -> DepartmentOpinion {
        DepartmentOpinion(department: department, disposition: disposition)
    }

    @Test("departments agree, differ, or are silent; no majority decides")
    func jointReview() {
        #expect(JointReview([]) == .open)
        guard
            case .agreed("normal", let missing) = JointReview([
                opinion("tax", "normal"), opinion("statistics", "normal"),
            ])
        else {
            Issue.record("two of one mind agree")
            return
        }
        #expect(missing.count == 6)
        guard
            case .divided(let votes, _) = JointReview([
                opinion("tax", "closed"), opinion("statistics", "removed"), opinion("environment", "removed"),
            ])
        else {
            Issue.record("two states divide the departments")
            return
        }
        #expect(votes.map(\.disposition) == ["removed", "closed"])
        #expect(votes[0].departments == ["statistics", "environment"])
    }

    @Test("a second opinion, a strange department and a strange state are not counted silently")
    func unusable() {
        let strange = [opinion("tax", "normal"), opinion("tax", "closed"), opinion("army", "normal")]
        #expect(JointReview(strange) == .unusable(Array(strange.dropFirst())))
        #expect(JointReview([opinion("tax", "??")]) == .unusable([opinion("tax", "??")]))
    }

    @Test("kinds decide from their own fields whether a unit counts")
    func kinds() {
        #expect(UnitKind.livestock.isCounted(["pigs": 500]) == true)
        #expect(UnitKind.livestock.isCounted(["pigs": 499, "broilers": 9_999]) == false)
        #expect(UnitKind.livestock.isCounted(["ducks": 9_999]) == nil)
        #expect(UnitKind.named("生活源锅炉") == .boilers)
        #expect(UnitKind.named("?") == nil)
        #expect(Set(UnitKind.usual.map(\.code)).count == 5)
    }

    private func entry(_ unit: String, _ state: String, _ time: String) -> UnitLogEntry {
        UnitLogEntry(unit: unit, values: [state], reason: "r", actor: "a", time: time)
    }

    private func removal(_ unit: String, _ time: String) -> DirectoryChange {
        DirectoryChange(
            unit: unit, kind: .removed, origin: .issuedList, reason: "r", actor: "a", time: time)
    }

    @Test(
        "a recorded removal and a state that does not count both take a unit out; the later of the two decides"
    )
    func standing() {
        let histories = [removal("a", "2018-03-02"), removal("b", "2018-03-02"), removal("c", "2018-03-02")]
            .histories()
        let states = [
            entry("b", "normal", "2018-03-03"), entry("c", "normal", "2018-03-01"),
            entry("d", "removed", "2018-03-01"), entry("e", "closed", "2018-03-01"),
        ]
        let standing = RegisterStanding(histories: histories, dispositions: states, table: .usual)
        #expect(standing.left == ["a", "c", "d"])
        #expect(standing.counts("b") && standing.counts("e") && standing.counts("f"))
        let summary = DispositionSummary(
            units: 6, histories: histories, dispositions: states, opinions: [], departments: [],
            table: .usual)
        #expect(summary.removedByRecord == 2 && summary.registered == 2 && summary.undecided == 1)
    }
}
