internal import Census
internal import Coverage
internal import Foundation
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore

extension OfficeReport {
    /// The report as one page.
    ///
    /// - Parameters:
    ///   - language: The language it opens in.
    ///   - date: The day to print on it.
    /// - Returns: HTML that needs nothing else.
    func page(opening language: Language, date: String) -> String {
        let name = URL(fileURLWithPath: path).lastPathComponent
        var page = ReportPage(
            title: LocalizedText(zh: "普查小区与排污口工作报告", en: "Census zones and outfalls"),
            subtitle: LocalizedText(
                zh: "\(name) · \(reference) · \(date)", en: "\(name) · \(reference) · \(date)"))
        page.add(verdicts: verdicts)
        page.add(map.map { "<figure>\($0)<figcaption>\(mapKey)</figcaption></figure>" } ?? "")
        page.add(section: LocalizedText(zh: "覆盖检查待办", en: "Coverage worklist"), coverageSection?.worklist)
        page.add(section: LocalizedText(zh: "单位落区", en: "Units in zones"), unitSection)
        page.add(
            section: LocalizedText(zh: "申报小区与所在小区不一致", en: "Declared zone differs from located zone"),
            conflictSection)
        page.add(section: LocalizedText(zh: "无法落区的单位", en: "Units in no zone"), straySection)
        page.add(section: LocalizedText(zh: "普查小区", en: "Zones"), zoneSection)
        for section in outfallWork?.sections ?? [] { page.add(section: section.heading, section.html) }
        page.add(section: LocalizedText(zh: "导入记录", en: "Imports"), importSection)
        page.add(section: LocalizedText(zh: "拒收的行", en: "Refused rows"), refusalSection)
        return page.html(opening: language)
    }

    private var coverageSection: CoverageSection? {
        coverage.map { CoverageSection($0) }
    }

    private var verdicts: [Verdict] {
        var verdicts = coverageSection?.verdicts ?? []
        if let units {
            verdicts.append(.count(units.counts.points, LocalizedText(zh: "普查对象", en: "units")))
            verdicts.append(
                .fault(count: units.strays.count, LocalizedText(zh: "无法落区的单位", en: "units in no zone")))
            verdicts.append(
                .fault(
                    count: units.conflicts.count, LocalizedText(zh: "申报小区不一致", en: "declared zone differs")))
        }
        verdicts.append(.count(outfalls.count, LocalizedText(zh: "排污口", en: "outfalls")))
        verdicts += outfallWork?.verdicts ?? []
        let refused = runs.map(\.refused).reduce(0, +)
        verdicts.append(.fault(count: refused, LocalizedText(zh: "拒收的行", en: "refused rows")))
        return verdicts
    }

    private var map: String? {
        let zones = coverage?.question.zones
        guard let extent = Envelope(zones?.table.positions ?? outfalls.compactMap(\.position)),
            let measure = zones?.measure ?? measure
        else { return nil }
        var map = MapDrawing(extent: extent, measure: measure)
        coverageSection?.draw(on: &map)
        for geometry in builtUpAreas { if let area = geometry.area { map.add(area: area, class: "built") } }
        for geometry in waters { map.add(water: geometry) }
        for position in units?.positions ?? [] { map.add(dot: position, radius: 1.1, class: "unit") }
        outfallWork?.evidence.drawViews(on: &map)
        for outfall in outfalls {
            if let position = outfall.position {
                map.add(
                    dot: position, radius: 3.6, class: "outfall", title: "\(outfall.code) \(outfall.name)")
            }
        }
        coverageSection?.drawFaults(on: &map)
        return map.svg
    }

    private var mapKey: String {
        MapKey([
            coverage == nil ? nil : .zones, coverageSection?.outlines.isEmpty == false ? .joined : nil,
            coverage?.question.parents == nil ? nil : .official, .water, .builtUp, .units, .outfalls,
            outfallWork?.evidence.views.isEmpty == false ? .views : nil, .faults,
        ]).html
    }
}

extension MapDrawing {
    /// Draws a river as a line and a lake as an area.
    mutating func add(water geometry: Geometry) {
        switch geometry {
        case .lineString(let line): add(lines: [line], class: "river")
        case .multiLineString(let lines): add(lines: lines, class: "river")
        default: if let area = geometry.area { add(area: area, class: "water") }
        }
    }
}
