internal import Census
internal import Coverage
internal import GeoModel

/// A coverage's verdict and worklist as part of a page.
struct CoverageSection {
    private let answer: CoverageAnswer
    private let unitsIn: ([MultiPolygon]) -> [Int]
    private static let most = 200

    /// Makes a section.
    ///
    /// - Parameters:
    ///   - answer: The checked coverage.
    ///   - unitsIn: How many units lie in each of some areas; by default nobody counts them.
    init(_ answer: CoverageAnswer, unitsIn: @escaping ([MultiPolygon]) -> [Int] = { $0.map { _ in 0 } }) {
        self.answer = answer
        self.unitsIn = unitsIn
    }

    /// The verdicts at the top of a page.
    var verdicts: [Verdict] {
        let isFine = answer.report.isValid && answer.report.isComplete
        return [
            Verdict(
                figure: isFine
                    ? LocalizedText(zh: "不重不漏", en: "complete") : LocalizedText(zh: "有问题", en: "faulty"),
                meaning: LocalizedText(
                    zh: "\(answer.report.zones) 个小区，\(answer.report.vertices) 个顶点",
                    en: "\(answer.report.zones) zones, \(answer.report.vertices) vertices"),
                tone: isFine ? .good : .bad)
        ]
            + [.gap, .overlap, .spill, .shortfall].map { (kind: FaultKind) in
                Verdict.fault(count: answer.report.summary.count(kind), kind.title)
            }
    }

    /// The worklist: the faults with most units first, then the largest.
    var worklist: String {
        let faults = answer.worst
        guard !faults.isEmpty || !answer.question.orphans.isEmpty else {
            return "<p>\(LocalizedText(zh: "没有问题。", en: "No fault was found.").html)</p>"
        }
        let units = unitsIn(faults.map { $0.geometry.area ?? MultiPolygon([]) })
        let order = faults.indices.sorted { (units[$1], $0) < (units[$0], $1) }
        var table = HTMLTable([
            (LocalizedText(zh: "编号", en: "id"), .code), (LocalizedText(zh: "类别", en: "kind"), .text),
            (LocalizedText(zh: "单位数", en: "units"), .number), (LocalizedText(zh: "面积", en: "area"), .number),
            (LocalizedText(zh: "宽度", en: "width"), .number), (LocalizedText(zh: "小区", en: "zones"), .code),
            (LocalizedText(zh: "位置", en: "place"), .code),
            (LocalizedText(zh: "原因与处理", en: "cause and what to do"), .text),
        ])
        for index in order.prefix(Self.most) { table.add(html: row(faults[index], units: units[index])) }
        let rest = faults.count - Self.most
        return table.html(
            caption: rest > 0
                ? LocalizedText(zh: "另有 \(rest) 处未列出", en: "\(rest) more are not listed") : nil) + orphanList
    }

    private func row(_ fault: CoverageFault, units: Int) -> [String] {
        let place = fault.geometry.envelope?.centre
        let causes = [fault.reason?.text, fault.cause?.text].compactMap(\.self).map(\.html)
        return [
            fault.id.description, fault.kind.title.html, "\(units)",
            fault.area.value > 0 ? fault.area.text : "",
            fault.width.value > 0 ? fault.width.text : "",
            answer.codes(of: fault).map(escaped).joined(separator: "<br>"),
            place.map { "\($0.x.rounded(to: 6))<br>\($0.y.rounded(to: 6))" } ?? "",
            causes.joined(separator: "<br>"),
        ]
    }

    private var orphanList: String {
        answer.question.orphans.prefix(Self.most).map { orphan in
            let zone = answer.question.zones.codes[orphan.zone]
            return "<p>"
                + LocalizedText(
                    zh: "小区 \(zone) 的上级 \(orphan.parent) 不在上级图层中",
                    en: "zone \(zone) names the parent \(orphan.parent), which is not among the parents"
                ).html + "</p>"
        }.joined()
    }

    /// Draws the zones, their parents and the faults.
    func draw(on map: inout MapDrawing) {
        let zones = answer.question.zones
        for (zone, code) in zones.codes.enumerated() {
            map.add(
                area: zones.table.area(ofFeature: zone), class: "zone", fill: MapPalette.fill(of: zone),
                title: code)
        }
        if let parents = answer.question.parents {
            for (parent, code) in parents.codes.enumerated() {
                map.add(area: parents.table.area(ofFeature: parent), class: "parent", title: code)
            }
        }
    }

    /// Draws the faults above everything else, each ringed so that a sliver can be seen.
    func drawFaults(on map: inout MapDrawing) {
        for fault in answer.worst.prefix(Self.most) {
            let title = "\(fault.id) \(fault.kind.title[.chinese])"
            if let area = fault.geometry.area { map.add(area: area, class: "fault", title: title) }
            if let place = fault.geometry.envelope?.centre {
                map.add(dot: place, radius: 7, class: "halo", title: title)
                map.add(label: String(fault.id.description.prefix(4)), at: place)
            }
        }
    }
}

/// The colours of zones on a map: pale, and different for zones that follow each other.
enum MapPalette {
    private static let fills = ["#dce8d4", "#f3e6c8", "#d8e4ef", "#f0dcd8", "#e4ddee", "#e9eed2", "#d3ebe6"]

    static func fill(of zone: Int) -> String { fills[zone % fills.count] }
}
