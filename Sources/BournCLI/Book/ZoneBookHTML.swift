internal import Census
internal import GeoModel

/// Turns a zone book into pages of HTML: one file with all, or a folder with a file for each zone.
struct ZoneBookHTML {
    private let content: ZoneBookContent
    private let date: String
    /// The zones' pages are files of their own beside the index.
    private let isFolder: Bool
    private let pages: [ZoneBookPage]
    private let included: Set<Int>

    init(_ content: ZoneBookContent, pages: [ZoneBookPage], date: String, isFolder: Bool) {
        self.content = content
        self.pages = pages
        included = Set(pages.map(\.zone))
        self.date = date
        self.isFolder = isFolder
    }

    /// The whole book as one page.
    func whole(opening language: Language) -> String {
        BookSheet.html(
            title: title, opening: language,
            body: ([index] + pages.map(section)).joined(separator: "\n"))
    }

    /// The index alone.
    func indexPage(opening language: Language) -> String {
        BookSheet.html(title: title, opening: language, body: index)
    }

    /// One zone's page alone.
    func page(_ page: ZoneBookPage, opening language: Language) -> String {
        let zone = content.book.zones[page.zone]
        return BookSheet.html(
            title: LocalizedText("\(zone.code) \(zone.name)"), opening: language, body: section(page))
    }

    private var title: LocalizedText { LocalizedText(zh: "普查小区图册", en: "Zone book") }

    private func section(_ page: ZoneBookPage) -> String {
        ZoneSection(content, page, date: date, link: link).html
    }

    /// A zone's code, linked to its page where the book has it.
    private func link(to zone: Int) -> String {
        let code = content.book.zones[zone].code
        guard included.contains(zone) else { return "<span class=\"code\">\(escaped(code))</span>" }
        let target = isFolder ? "\(ZonesBookCommand.fileName(code)).html" : "#z\(code)"
        return "<a href=\"\(escaped(target))\">\(escaped(code))</a>"
    }

    private var index: String {
        let book = content.book
        var table = HTMLTable([
            (LocalizedText(zh: "代码", en: "code"), .code), (LocalizedText(zh: "名称", en: "name"), .text),
            (LocalizedText(zh: "乡镇", en: "town"), .text), (LocalizedText(zh: "单位数", en: "units"), .number),
            (LocalizedText(zh: "面积 km²", en: "area km²"), .number),
            (LocalizedText(zh: "相邻小区", en: "neighbours"), .number),
            (LocalizedText(zh: "普查员", en: "enumerator"), .text),
        ])
        for page in pages {
            let zone = book.zones[page.zone]
            table.add(html: [
                link(to: page.zone), escaped(zone.name),
                escaped(content.divisionNames[zone.parent] ?? zone.parent), "\(page.units.count)",
                (page.area.value / 1e6).rounded(to: 2), "\(page.borders.neighbours.count)",
                escaped(content.enumerators(of: page.zone).map(\.name).joined(separator: "、")),
            ])
        }
        return """
            <section class="index">
            <header class="plate"><div><h1>\(title.html)</h1>
            <p class="where">\(escaped(content.title)) · \(content.reference) · \(escaped(date))</p></div>
            <div class="code">\(pages.count)<small>\(LocalizedText(zh: "个普查小区", en: "zones").html)</small></div></header>
            <figure>\(ZoneMap(content).overview())</figure>
            \(strayNote)
            <h3 class="break">\(LocalizedText(zh: "目录", en: "Contents").html)</h3>
            \(table.html())
            </section>
            """
    }

    private var strayNote: String {
        let count = content.book.strays.count
        guard count > 0 else { return "" }
        return "<p class=\"warning\">"
            + LocalizedText(
                zh: "有 \(count) 个单位不在任何小区内或没有可用坐标，未列入各页；见 bourn report。",
                en:
                    "\(count) units lie in no zone or have no usable position and stand on no page; see bourn report."
            ).html + "</p>"
    }
}

/// The frame around the pages.
enum BookSheet {
    static func html(title: LocalizedText, opening language: Language, body: String) -> String {
        let page = BilingualPage(
            title: title, style: PackageResources.book_css,
            header: { labels in "<nav class=\"language\">\(labels)</nav>" }, main: body)
        return page.html(opening: language)
    }
}
