internal import Census
internal import GeoModel

/// Who has what to do, for people and programs.
struct StaffingReport {
    private let staffing: Staffing
    private let review: StaffingReview
    private let formula: String?
    private let changes: Int?
    private let log: [StaffingEvent]

    init(
        _ staffing: Staffing, _ work: FieldWork, formula: String?, changes: Int? = nil,
        log: [StaffingEvent] = []
    ) {
        self.staffing = staffing
        self.formula = formula
        self.changes = changes
        self.log = log
        review = StaffingReview(staffing, work: work)
    }

    /// What needs a look.
    var findings: [StaffingFinding] { review.findings }

    var text: String {
        let balance = review.balance
        var lines = [
            BournCLI.text(
                zh: "普查员 \(review.loads.count) 名，指导员 \(staffing.people(with: .supervisor).count) 名；"
                    + "每人平均 \(balance.mean.rounded(to: 1)) 小时，CV \(balance.variation.rounded(to: 3))",
                en:
                    "\(review.loads.count) enumerators, \(staffing.people(with: .supervisor).count) supervisors; "
                    + "\(balance.mean.rounded(to: 1)) hours each on average, CV \(balance.variation.rounded(to: 3))"
            )
        ]
        if let formula {
            lines.append(
                BournCLI.text(
                    zh: "工时按划区时的工作量 \(formula) 计", en: "hours follow the workload of the draw, \(formula)"))
        }
        if let changes { lines.append(BournCLI.text(zh: "变动 \(changes) 处", en: "\(changes) changes")) }
        lines += review.loads.map(line)
        lines += findings.map { "✘ " + $0.text[.invoked] }
        lines += log.map { event in
            "\(event.time)  \(Self.sign(of: event.kind))  \(event.person)  \(event.subject)  "
                + "\(event.actor)  \(event.reason)"
        }
        return lines.joined(separator: "\n")
    }

    private static func sign(of kind: StaffingEvent.Kind) -> String {
        switch kind {
        case .registered: "☆"
        case .changed: "≠"
        case .assigned: "+"
        case .withdrawn: "−"
        }
    }

    private func line(_ load: StaffingReview.Load) -> String {
        let supervisor = staffing.supervisors[load.person.code].map { " ← \($0)" } ?? ""
        let workload =
            formula == nil
            ? ""
            : BournCLI.text(zh: "工作量", en: "workload") + " \(load.workload.rounded(to: 1))  "
        return "  \(load.person.code)  \(load.person.name)\(supervisor)  "
            + BournCLI.text(
                zh: "\(load.zones.count) 个小区  \(load.units.rounded(to: 1)) 个单位  ",
                en: "\(load.zones.count) zones  \(load.units.rounded(to: 1)) units  ")
            + workload + load.hours.rounded(to: 1) + BournCLI.text(zh: " 小时", en: " h")
    }

    var json: String {
        let people = review.loads.map { load in
            JSONValue.object([
                JSONMember("code", .string(load.person.code)), JSONMember("name", .string(load.person.name)),
                JSONMember("team", .string(load.person.team)),
                JSONMember("third_party", .bool(load.person.isThirdParty)),
                JSONMember(
                    "supervisor", staffing.supervisors[load.person.code].map { .string($0) } ?? .null),
                JSONMember("zones", .array(load.zones.map { .string($0) })),
                JSONMember("units", .number(load.units)), JSONMember("workload", .number(load.workload)),
                JSONMember("hours", .number(load.hours)),
            ])
        }
        let problems = findings.map { finding in
            JSONValue.object([
                JSONMember("kind", .string(finding.word)),
                JSONMember("text", .string(finding.text[.english])),
            ])
        }
        let events = log.map { event in
            JSONValue.object([
                JSONMember("time", .string(event.time)), JSONMember("kind", .string(event.kind.rawValue)),
                JSONMember("person", .string(event.person)), JSONMember("subject", .string(event.subject)),
                JSONMember("actor", .string(event.actor)), JSONMember("reason", .string(event.reason)),
            ])
        }
        let value = JSONValue.object([
            JSONMember("enumerators", .count(review.loads.count)),
            JSONMember("supervisors", .count(staffing.people(with: .supervisor).count)),
            JSONMember("workload_by", .string(formula ?? "")),
            JSONMember("mean_hours", .number(review.balance.mean)),
            JSONMember("cv", .number(review.balance.variation)),
            JSONMember("changes", changes.map { .count($0) } ?? .null), JSONMember("people", .array(people)),
            JSONMember("findings", .array(problems)), JSONMember("log", .array(events)),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }
}
