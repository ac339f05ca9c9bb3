internal import Census
internal import GeoModel
internal import GeoPackageStore

extension OutfallReport {
    /// How far the survey is, and what is not in the register: refuted, unreachable, or not looked at yet.
    var surveySection: String? {
        guard !cases.isEmpty else { return nil }
        return stateTable + openTable
    }

    private var stateTable: String {
        var table = HTMLTable([
            (LocalizedText(zh: "状态", en: "state"), .text), (LocalizedText(zh: "案件数", en: "cases"), .number),
        ])
        for state in SurveyState.allCases {
            if let count = cases[state] { table.add(html: [state.text.html, "\(count)"]) }
        }
        return table.html()
    }

    private var openTable: String {
        guard !open.isEmpty else { return "" }
        var table = HTMLTable([
            (LocalizedText(zh: "观测", en: "observations"), .code),
            (LocalizedText(zh: "来源", en: "seen by"), .text),
            (LocalizedText(zh: "状态", en: "state"), .text),
            (LocalizedText(zh: "备注", en: "notes"), .text), (LocalizedText(zh: "位置", en: "place"), .code),
        ])
        for found in open {
            let place = found.position.map { "\($0.x.rounded(to: 6)) \($0.y.rounded(to: 6))" } ?? ""
            table.add(html: [
                escaped(found.observationIDs.joined(separator: " ")),
                found.sources.map(\.text.html).joined(separator: " "), found.state.text.html,
                found.notes.map(escaped).joined(separator: "<br>"), place,
            ])
        }
        let all = cases.reduce(0) { $0 + ($1.key == .registered ? 0 : $1.value) }
        let left = all - open.count
        let more = LocalizedText(
            zh: "未入册的案件共 \(all) 个" + (left > 0 ? "；另有 \(left) 个未列出，用 bourn outfall list --state 查看" : ""),
            en: "\(all) cases are not in the register"
                + (left > 0 ? "; \(left) more are not listed: bourn outfall list --state" : ""))
        return table.html(caption: more)
    }
}
