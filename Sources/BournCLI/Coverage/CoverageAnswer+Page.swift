internal import Census
internal import GeoModel

extension CoverageAnswer {
    /// The report as a page of its own.
    func page() -> String {
        let section = CoverageSection(self)
        var page = ReportPage(
            title: LocalizedText(zh: "覆盖检查", en: "Coverage check"),
            subtitle: LocalizedText("\(question.zones.path) · \(question.zones.reference)"))
        page.add(verdicts: section.verdicts)
        if let extent = Envelope(question.zones.table.positions) {
            var map = MapDrawing(extent: extent, measure: question.zones.measure)
            section.draw(on: &map)
            section.drawFaults(on: &map)
            page.add("<figure>\(map.svg)</figure>")
        }
        page.add(section: LocalizedText(zh: "待办", en: "Worklist"), section.worklist)
        return page.html(opening: .invoked)
    }
}
