internal import Census
internal import Coverage
internal import GeoModel

extension CoverageAnswer {
    /// The report for a terminal: the verdict, counts by kind, and the worst faults.
    func text(usesColour: Bool, most: Int = 40) -> String {
        var lines = [verdict(usesColour), counts]
        let review = report.reviewed(with: accepted)
        if !review.accepted.isEmpty || !review.stale.isEmpty {
            lines.append(
                BournCLI.text(
                    zh: "已认可 \(review.accepted.count) 处；清单中有 \(review.stale.count) 项已不符",
                    en:
                        "\(review.accepted.count) accepted; \(review.stale.count) entries of the list fit no fault any more"
                ))
        }
        for orphan in question.orphans.prefix(most) {
            let zone = question.zones.codes[orphan.zone]
            lines.append(
                BournCLI.text(
                    zh: "小区 \(zone) 的上级 \(orphan.parent) 不在上级图层中",
                    en: "zone \(zone) names the parent \(orphan.parent), which is not among the parents"))
        }
        for fault in worklist.prefix(most) { lines.append(line(fault)) }
        if report.faults.count > most {
            lines.append(
                BournCLI.text(
                    zh: "……另有 \(report.faults.count - most) 处；用 --format json 或 geojson 查看全部",
                    en: "… and \(report.faults.count - most) more; --format json or geojson shows all"))
        }
        return lines.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private func verdict(_ usesColour: Bool) -> String {
        let mark = isFine ? "✔" : "✘"
        let sentence =
            isFine
            ? BournCLI.text(
                zh: "全面覆盖、不重不漏：\(report.zones) 个小区，\(report.vertices) 个顶点",
                en: "complete and without overlap: \(report.zones) zones, \(report.vertices) vertices")
            : BournCLI.text(
                zh: "有 \(report.faults.count) 处问题：\(report.zones) 个小区，\(report.vertices) 个顶点",
                en: "\(report.faults.count) faults: \(report.zones) zones, \(report.vertices) vertices")
        guard usesColour else { return "\(mark) \(sentence)" }
        return "\u{1B}[\(isFine ? 32 : 31)m\(mark) \(sentence)\u{1B}[0m"
    }

    private var counts: String {
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
        if let place = fault.geometry.envelope?.centre {
            parts.append("@ \(place.x.rounded(to: 6)),\(place.y.rounded(to: 6))")
        }
        if let reason = fault.reason { parts.append(reason.text[.invoked]) }
        if let cause = fault.cause { parts.append(cause.text[.invoked]) }
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
