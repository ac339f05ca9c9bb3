internal import Census
internal import Coverage
internal import GeoModel

/// A repair with the names it is told by.
struct RepairAnswer {
    /// What was asked.
    let question: CoverageQuestion
    /// What was done.
    let result: RepairResult
    /// The faults before the repair.
    let faults: [CoverageFault]

    /// Nothing is left but what was accepted, and every zone has its parent and a code of its own.
    var isFine: Bool {
        guard question.orphans.isEmpty, question.sharedCodes.isEmpty else { return false }
        let accepted = Set(result.refused.filter { $0.reason == .accepted }.map(\.fault))
        return result.report.faults.allSatisfy { accepted.contains($0.id) }
    }

    /// Gaps that were filled though they look like missing zones.
    private var doubtfulFillings: [CoverageFault] {
        let filled = Set(result.changes.filter { $0.action == .gained }.map(\.fault))
        return faults.filter { fault in
            if case .missingZone? = fault.cause { filled.contains(fault.id) } else { false }
        }
    }

    /// A warning of such gaps; empty when there are none.
    private var doubt: String {
        let gaps = doubtfulFillings
        if gaps.isEmpty { return "" }
        let area = SquareMetres(gaps.map(\.area.value).reduce(0, +)).text
        return BournCLI.text(
            zh: "⚠ 填入的 \(gaps.count) 处空隙（\(area)）像是缺少的小区；如不应填，请加 --leave-missing-zones 重做，并补上小区",
            en:
                "⚠ \(gaps.count) filled gaps (\(area)) look like missing zones; if so, repeat with --leave-missing-zones and add the zones"
        )
    }

    /// The repair for programs, by the contract.
    func json(seconds: Stopwatch) -> String {
        let refused = result.refused.map { refusal in
            JSONValue.object([
                JSONMember("fault", .string(refusal.fault.description)),
                JSONMember("reason", .string(text(of: refusal.reason)[.english])),
            ])
        }
        let value = JSONValue.object([
            JSONMember("changes", changes), JSONMember("refused", .array(refused)),
            JSONMember(
                "filled_like_missing_zones",
                .array(doubtfulFillings.map { .string($0.id.description) })),
            JSONMember("faults_before", .count(faults.count)),
            JSONMember("faults_after", .count(result.report.faults.count)),
            JSONMember("valid", .bool(result.report.isValid)),
            JSONMember("complete", .bool(result.report.isComplete)),
            JSONMember("seconds", seconds.json(["read", "check", "repair", "write"])),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }

    private var changes: JSONValue {
        .array(
            result.changes.map { change in
                .object([
                    JSONMember("fault", .string(change.fault.description)),
                    JSONMember("zone", .string(code(change.zone))),
                    JSONMember("action", .string(change.action.rawValue)),
                    JSONMember("area_m2", .number(change.area.value)),
                ])
            })
    }

    /// What was changed and how it was before, as `ChangeList` reads it.
    var changeList: String {
        let zones = result.before.sorted { $0.key < $1.key }.map { zone, before in
            ChangeList.Zone(
                row: zone, code: code(zone), before: before,
                after: result.zones.canonicalDigest(ofFeature: zone))
        }
        return ChangeList.json(source: question.zones.path, changes: changes, zones: zones)
    }

    /// The repair for people.
    func text(most: Int = 40) -> String {
        var lines = [
            BournCLI.text(
                zh: "问题 \(faults.count) 处 → \(result.report.faults.count) 处；改动 \(result.before.count) 个小区",
                en:
                    "\(faults.count) faults → \(result.report.faults.count); \(result.before.count) zones changed"
            )
        ]
        for change in result.changes.prefix(most) {
            lines.append(
                "  \(change.fault)  \(code(change.zone))  \(change.action.text[.invoked])  \(change.area.text)"
            )
        }
        if result.changes.count > most {
            lines.append(
                BournCLI.text(
                    zh: "  ……另有 \(result.changes.count - most) 项；--format json 列出全部",
                    en: "  … and \(result.changes.count - most) more; --format json lists all"))
        }
        lines.append(doubt)
        for refusal in result.refused.prefix(most) {
            lines.append("✘ \(refusal.fault)  \(text(of: refusal.reason)[.invoked])")
        }
        return lines.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private func code(_ zone: Int) -> String { question.zones.codes[zone] }

    private func text(of refusal: RepairRefusal) -> LocalizedText {
        refusal.text(zone: code) { question.parents?.codes[$0] ?? "" }
    }
}

extension RepairChange.Action {
    fileprivate var text: LocalizedText {
        switch self {
        case .gained: LocalizedText(zh: "补入", en: "gained")
        case .lost: LocalizedText(zh: "让出", en: "lost")
        case .matched: LocalizedText(zh: "补顶点", en: "got vertices")
        case .redrawn: LocalizedText(zh: "重绘界线", en: "redrawn")
        }
    }
}
