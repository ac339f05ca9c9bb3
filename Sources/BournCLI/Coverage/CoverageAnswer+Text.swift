internal import Census
internal import Coverage
internal import GeoModel

extension CoverageAnswer {
    /// The report for a terminal: the verdict, counts by kind, and the worst faults.
    func text(usesColour: Bool, most: Int = 40) -> String {
        let review = review
        var lines = body(usesColour: usesColour, most: most)
        let isLimited = report.summary.wideGaps > 0
        lines.insert(
            Self.tell(accepted: review.accepted.count, stale: review.stale.count, isLimited: isLimited), at: 2
        )
        return lines.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// The verdict, counts by kind, and the worst faults.
    func body(usesColour: Bool, most: Int) -> [String] {
        var lines = [verdict(usesColour), countLines]
        for orphan in question.orphans.prefix(most) {
            let zone = question.zones.codes[orphan.zone]
            lines.append(
                BournCLI.text(
                    zh: "小区 \(zone) 的上级 \(orphan.parent) 不在上级图层中",
                    en: "zone \(zone) names the parent \(orphan.parent), which is not among the parents"))
        }
        for shared in sharedCodes.prefix(most) { lines.append(Self.tell(shared)) }
        let worklist = worklist
        for fault in worklist.prefix(most) { lines.append(line(fault)) }
        if worklist.count > most {
            lines.append(
                BournCLI.text(
                    zh: "……另有 \(worklist.count - most) 处；用 --format json 或 geojson 查看全部",
                    en: "… and \(worklist.count - most) more; --format json or geojson shows all"))
        }
        if worklist.count < report.faults.count {
            let rest = report.faults.count - worklist.count
            lines.append(
                BournCLI.text(
                    zh: "另有 \(rest) 处比 --min-width 窄，只计数、未列出",
                    en: "\(rest) more are narrower than --min-width: counted, not listed"))
        }
        if report.summary.wideGaps > 0 {
            lines.append(
                BournCLI.text(
                    zh: "有 \(report.summary.wideGaps) 处空隙超过所给的宽度或面积，视为有意留空，不算问题",
                    en:
                        "\(report.summary.wideGaps) gaps exceed the width or area given: taken as intended, no faults"
                ))
        }
        return lines
    }

    /// How many faults are accepted, and how many acceptances fit no fault; empty when there are none.
    ///
    /// Where limits leave out gaps, an acceptance may also be of one of those.
    static func tell(accepted: Int, stale: Int, isLimited: Bool = false) -> String {
        if accepted == 0, stale == 0 { return "" }
        if isLimited {
            return BournCLI.text(
                zh: "已认可 \(accepted) 处；另有 \(stale) 项认可与所列问题不符（图形已改、已消除，或是超出限值的空隙）",
                en:
                    "\(accepted) accepted; \(stale) acceptances fit no fault listed (changed, gone, or gaps beyond the limits)"
            )
        }
        return BournCLI.text(
            zh: "已认可 \(accepted) 处；另有 \(stale) 项认可已与现状不符（图形已改或已消除）",
            en: "\(accepted) accepted; \(stale) acceptances fit no fault any more (changed or gone)")
    }

    private static func tell(_ shared: (code: String, zones: Int)) -> String {
        if shared.code.isEmpty {
            return BournCLI.text(
                zh: "有 \(shared.zones) 个小区没有代码；请补上，否则问题和改动说不清是哪一个",
                en:
                    "\(shared.zones) zones have no code: give them one, or faults and changes cannot be told apart"
            )
        }
        return BournCLI.text(
            zh: "代码 \(shared.code) 用于 \(shared.zones) 个小区；每个小区须有自己的代码",
            en: "\(shared.zones) zones have the code \(shared.code); each zone needs a code of its own")
    }

    private func verdict(_ usesColour: Bool) -> String {
        let mark = isFine ? "✔" : "✘"
        let title = level.map { LevelTitle.text($0)[.invoked] + BournCLI.text(zh: "：", en: ": ") } ?? ""
        let sentence = "\(title)\(verdictWords)"
        guard usesColour else { return "\(mark) \(sentence)" }
        return "\u{1B}[\(isFine ? 32 : 31)m\(mark) \(sentence)\u{1B}[0m"
    }

    private var verdictWords: String {
        let size = BournCLI.text(
            zh: "\(report.zones) 个\(level == nil ? "小区" : "区域")，\(report.vertices) 个顶点",
            en: "\(report.zones) \(level == nil ? "zones" : "areas"), \(report.vertices) vertices")
        let review = review
        guard isFine else {
            let count = review.open.count + question.orphans.count + sharedCodes.count
            return BournCLI.text(zh: "有 \(count) 处问题：", en: count == 1 ? "1 fault: " : "\(count) faults: ")
                + size
        }
        guard review.accepted.isEmpty else {
            return BournCLI.text(
                zh: "除已认可的 \(review.accepted.count) 处外没有问题：",
                en: "no fault besides \(review.accepted.count) accepted: ") + size
        }
        return BournCLI.text(zh: "全面覆盖、不重不漏：", en: "complete and without overlap: ") + size
    }

    private var countLines: String {
        FaultKind.allCases.compactMap { kind in
            let count = report.summary.count(kind)
            guard count > 0 else { return nil }
            let area = report.summary.area(kind)
            let size = area.value > 0 ? "  \(area.text)" : ""
            return "  \(kind.title[.invoked])  \(count)\(size)"
        }.joined(separator: "\n")
    }

    private func line(_ place: Int) -> String {
        let fault = report.faults[place]
        var parts = [fault.id.description, fault.kind.title[.invoked]]
        if let count = units?[place], count > 0 {
            parts.append(BournCLI.text(zh: "\(count) 个单位", en: count == 1 ? "1 unit" : "\(count) units"))
        }
        if fault.area.value > 0 {
            parts.append(fault.area.text)
            parts.append(BournCLI.text(zh: "宽", en: "width") + " \(fault.width.text)")
        }
        parts.append(codes(of: fault).joined(separator: " "))
        let parents = parentCodes(of: fault)
        if !parents.isEmpty {
            parts.append(BournCLI.text(zh: "上级", en: "of") + " " + parents.joined(separator: " "))
        }
        if let place = fault.geometry.envelope?.centre {
            parts.append("@ \(place.x.rounded(to: 6)),\(place.y.rounded(to: 6))")
        }
        if let reason = fault.reason { parts.append(reason.text[.invoked]) }
        if let cause = fault.cause { parts.append(cause.text[.invoked]) }
        if let acceptance = acceptance(of: fault) { parts.append(acceptance.text[.invoked]) }
        return "  " + parts.joined(separator: "  ")
    }
}

extension SquareMetres {
    /// The area as people read it: square metres, or square kilometres when large.
    var text: String {
        if value >= 1e6 { return "\((value / 1e6).rounded(to: 3)) km²" }
        return value > 0 && value < 0.0005 ? "\((value * 1e6).twoFigures) mm²" : "\(value.rounded(to: 3)) m²"
    }
}

extension Metres {
    /// The length as people read it.
    var text: String {
        value > 0 && value < 0.0005 ? "\((value * 1000).twoFigures) mm" : "\(value.rounded(to: 3)) m"
    }
}

extension Double {
    /// A number below a thousand with two figures, however small.
    fileprivate var twoFigures: String {
        var scale = 1.0
        while abs(self) * scale < 10, scale < 1e12 { scale *= 10 }
        return "\((self * scale).rounded() / scale)"
    }

    /// The number with at most so many decimals, without trailing zeros.
    func rounded(to decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let rounded = (self * scale).rounded() / scale
        return rounded == rounded.rounded() && rounded.magnitude < 1e15 ? "\(Int(rounded))" : "\(rounded)"
    }
}
