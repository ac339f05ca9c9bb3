internal import Census
internal import Coverage
internal import GeoModel

/// A coverage's verdict and worklist as part of a page.
struct CoverageSection {
    private let answer: CoverageAnswer
    private static let most = 200

    /// Makes a section of a checked coverage.
    init(_ answer: CoverageAnswer) { self.answer = answer }

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
        let order = answer.worklist
        guard !order.isEmpty || !answer.question.orphans.isEmpty else {
            return "<p>\(LocalizedText(zh: "没有问题。", en: "No fault was found.").html)</p>"
        }
        var table = HTMLTable([
            (LocalizedText(zh: "编号", en: "id"), .code), (LocalizedText(zh: "类别", en: "kind"), .text),
            (LocalizedText(zh: "单位数", en: "units"), .number), (LocalizedText(zh: "面积", en: "area"), .number),
            (LocalizedText(zh: "宽度", en: "width"), .number), (LocalizedText(zh: "小区", en: "zones"), .code),
            (LocalizedText(zh: "位置", en: "place"), .code),
            (LocalizedText(zh: "原因与处理", en: "cause and what to do"), .text),
        ])
        for fault in order.prefix(Self.most) { table.add(html: row(fault)) }
        let rest = order.count - Self.most
        return table.html(
            caption: rest > 0
                ? LocalizedText(zh: "另有 \(rest) 处未列出", en: "\(rest) more are not listed") : nil) + orphanList
    }

    private func row(_ place: Int) -> [String] {
        let fault = answer.report.faults[place]
        let centre = fault.geometry.envelope?.centre
        let causes = [fault.reason?.text, fault.cause?.text].compactMap(\.self).map(\.html)
        return [
            fault.id.description, fault.kind.title.html, answer.units.map { "\($0[place])" } ?? "",
            fault.area.value > 0 ? fault.area.text : "",
            fault.width.value > 0 ? fault.width.text : "",
            answer.codes(of: fault).map(escaped).joined(separator: "<br>"),
            centre.map { "\($0.x.rounded(to: 6))<br>\($0.y.rounded(to: 6))" } ?? "",
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

    /// Draws the zones and their parents, coarser by what the picture cannot show: neighbours thin alike.
    func draw(on map: inout MapDrawing) {
        let (zones, parents) = (answer.question.zones, answer.question.parents)
        let areas = zones.table.areas + (parents?.table.areas ?? [])
        let coarse = CoverageSimplifier(tolerance: map.resolution).simplified(
            PolygonTable(areas), measure: zones.measure)
        for (zone, code) in zones.codes.enumerated() {
            map.add(
                area: coarse.area(ofFeature: zone), class: "zone", fill: MapPalette.fill(of: zone),
                title: code)
        }
        for (parent, code) in (parents?.codes ?? []).enumerated() {
            map.add(area: coarse.area(ofFeature: zones.codes.count + parent), class: "parent", title: code)
        }
    }

    /// Draws the faults above everything else, each ringed so that a sliver can be seen.
    func drawFaults(on map: inout MapDrawing) {
        for place in answer.worklist.prefix(Self.most) {
            let fault = answer.report.faults[place]
            let title = "\(fault.id) \(fault.kind.title[.chinese])"
            if let area = fault.geometry.area { map.add(area: area, class: "fault", title: title) }
            if let centre = fault.geometry.envelope?.centre {
                map.add(dot: centre, radius: 7, class: "halo", title: title)
                map.add(label: String(fault.id.description.prefix(4)), at: centre)
            }
        }
    }
}

/// The colours of zones on a map: pale, and different for zones that follow each other.
enum MapPalette {
    private static let fills = ["#dce8d4", "#f3e6c8", "#d8e4ef", "#f0dcd8", "#e4ddee", "#e9eed2", "#d3ebe6"]

    static func fill(of zone: Int) -> String { fills[zone % fills.count] }
}

extension PolygonTable {
    /// The area of every feature.
    fileprivate var areas: [MultiPolygon] { (0..<count).map { area(ofFeature: $0) } }
}
