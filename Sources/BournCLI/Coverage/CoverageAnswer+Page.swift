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
        page.add(section.figure)
        page.add(section: LocalizedText(zh: "待办", en: "Worklist"), section.worklist)
        return page.html(opening: .invoked)
    }
}
