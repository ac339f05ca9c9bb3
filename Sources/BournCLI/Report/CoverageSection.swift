internal import Census
internal import Coverage
internal import GeoModel

/// A coverage's verdict and worklist as part of a page.
struct CoverageSection {
    private let answer: CoverageAnswer
    private static let most = 200
    /// The radius of the ring around a fault on the map.
    private static let halo = 7.0

    /// Makes a section of a checked coverage.
    init(_ answer: CoverageAnswer) { self.answer = answer }

    /// The verdicts at the top of a page.
    var verdicts: [Verdict] {
        let review = answer.review
        var verdicts = [
            Verdict(
                figure: answer.isFine
                    ? LocalizedText(zh: "不重不漏", en: "complete") : LocalizedText(zh: "有问题", en: "faulty"),
                meaning: LocalizedText(
                    zh: "\(answer.report.zones) 个小区，\(answer.report.vertices) 个顶点",
                    en: "\(answer.report.zones) zones, \(answer.report.vertices) vertices"),
                tone: answer.isFine ? .good : .bad)
        ]
        verdicts += FaultKind.allCases.compactMap { kind in
            let count = review.open.count { $0.kind == kind }
            let isUsual = [.gap, .overlap, .spill, .shortfall].contains(kind)
            return count > 0 || isUsual ? Verdict.fault(count: count, kind.title) : nil
        }
        if !review.accepted.isEmpty {
            verdicts.append(
                Verdict.count(review.accepted.count, LocalizedText(zh: "已认可", en: "accepted")))
        }
        return verdicts
    }

    /// The worklist: the faults with most units first, then the largest.
    var worklist: String {
        let order = answer.worklist
        guard !order.isEmpty || !answer.question.orphans.isEmpty else {
            return "<p>\(LocalizedText(zh: "没有问题。", en: "No fault was found.").html)</p>"
        }
        var table = HTMLTable(columns.map { ($0.title, $0.style) })
        for fault in order.prefix(Self.most) { table.add(html: columns.map { $0.cell(fault) }) }
        let rest = answer.report.faults.count - min(order.count, Self.most)
        return table.html(
            caption: rest > 0
                ? LocalizedText(zh: "另有 \(rest) 处未列出", en: "\(rest) more are not listed") : nil) + orphanList
    }

    private typealias Column = (title: LocalizedText, style: HTMLTable.Style, cell: (Int) -> String)

    /// Columns that have something to show.
    private var columns: [Column] {
        let faults = answer.report.faults
        var columns: [Column] = [
            (LocalizedText(zh: "编号", en: "id"), .code, { identity(faults[$0].id) }),
            (LocalizedText(zh: "类别", en: "kind"), .text, { faults[$0].kind.title.html }),
        ]
        if let units = answer.units {
            columns.append((LocalizedText(zh: "单位数", en: "units"), .number, { "\(units[$0])" }))
        }
        columns += [
            (
                LocalizedText(zh: "面积", en: "area"), .number,
                { size(faults[$0].area.value, faults[$0].area.text) }
            ),
            (
                LocalizedText(zh: "宽度", en: "width"), .number,
                { size(faults[$0].width.value, faults[$0].width.text) }
            ),
            (LocalizedText(zh: "小区", en: "zones"), .code, { lines(answer.codes(of: faults[$0])) }),
        ]
        if answer.question.parents != nil {
            columns.append(
                (LocalizedText(zh: "上级", en: "parent"), .code, { lines(answer.parentCodes(of: faults[$0])) }))
        }
        columns += [
            (LocalizedText(zh: "位置", en: "place"), .code, { place(of: faults[$0]) }),
            (LocalizedText(zh: "原因与处理", en: "cause and what to do"), .text, { remarks(on: faults[$0]) }),
        ]
        return columns
    }

    /// The id with the four digits in front that the map shows.
    private func identity(_ id: FaultID) -> String {
        "<b>\(id.description.prefix(4))</b>\(id.description.dropFirst(4))"
    }

    private func size(_ value: Double, _ text: String) -> String { value > 0 ? text : "" }

    /// Codes one below the other; of many the first, and how many more there are.
    private func lines(_ codes: [String]) -> String {
        let shown = codes.count > 5 ? codes.prefix(4) + ["+\(codes.count - 4)"] : codes[...]
        return shown.map(escaped).joined(separator: "<br>")
    }

    private func place(of fault: CoverageFault) -> String {
        fault.geometry.envelope.map { "\($0.centre.x.rounded(to: 6))<br>\($0.centre.y.rounded(to: 6))" } ?? ""
    }

    private func remarks(on fault: CoverageFault) -> String {
        [fault.reason?.text, fault.cause?.text, answer.acceptance(of: fault)?.text].compactMap(\.self)
            .map(\.html).joined(separator: "<br>")
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

    /// The zones and their faults as a picture with its key; empty when there is no zone to draw.
    var figure: String {
        guard let extent = Envelope(answer.question.zones.table.positions) else { return "" }
        var map = MapDrawing(extent: extent, measure: answer.question.zones.measure)
        draw(on: &map)
        drawFaults(on: &map)
        let key = MapKey([
            .zones, outlines.isEmpty ? nil : .joined, answer.question.parents == nil ? nil : .official,
            .faults,
        ])
        return "<figure>\(map.svg)<figcaption>\(key.html)</figcaption></figure>"
    }

    /// Draws the zones, the areas they join up to and the official parents, all coarser by what the picture cannot
    /// show: neighbours thin alike.
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
            map.add(area: coarse.area(ofFeature: zones.codes.count + parent), class: "official", title: code)
        }
        let none = [Int?](repeating: nil, count: coarse.count - zones.codes.count)
        for outline in outlines {
            let joined = CoverageUnion(
                coarse, groupOfZone: outline.groupOfZone + none, groupCount: outline.codes.count)
            for (group, code) in outline.codes.enumerated() {
                map.add(area: joined.areas.area(ofFeature: group), class: outline.name, title: code)
            }
        }
    }

    /// Zones joined into larger areas: by their parents or, without, by towns; and by counties where there are several.
    var outlines: [ZoneGrouping] {
        let zones = answer.question.zones.codes
        let parents: [String?] = zones.indices.map { answer.question.parentCode(ofZone: $0) }
        let towns = zones.map { ZoneGrouping.code(of: $0, at: .township) }
        return [
            ZoneGrouping(parents.contains { $0 != nil } ? parents : towns, drawnAs: "joined"),
            ZoneGrouping(zones.map { ZoneGrouping.code(of: $0, at: .county) }, drawnAs: "county"),
        ].filter { $0.codes.count > 1 && $0.codes.count < zones.count }
    }

    /// Draws the faults above everything else, each ringed so that a sliver can be seen.
    func drawFaults(on map: inout MapDrawing) {
        let order = answer.worklist.prefix(Self.most)
        for place in order {
            let fault = answer.report.faults[place]
            let title = "\(fault.id) \(fault.kind.title[.invoked])"
            let name = answer.acceptance(of: fault) == nil ? "" : " accepted"
            if let area = fault.geometry.area { map.add(area: area, class: "fault\(name)", title: title) }
            if let centre = fault.geometry.envelope?.centre {
                map.add(dot: centre, radius: Self.halo, class: "halo\(name)", title: title)
                map.add(
                    label: String(fault.id.description.prefix(4)), besideDotAt: centre, radius: Self.halo)
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
