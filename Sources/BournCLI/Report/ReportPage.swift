internal import Census

/// One self-contained HTML page in both languages, for the screen and for paper.
struct ReportPage {
    /// The title.
    let title: LocalizedText
    /// What stands under the title.
    let subtitle: LocalizedText
    private var body: [String] = []

    init(title: LocalizedText, subtitle: LocalizedText) {
        self.title = title
        self.subtitle = subtitle
    }

    /// Adds HTML as it is.
    mutating func add(_ html: String) { body.append(html) }

    /// Adds a section with a heading; nothing when it has no content.
    mutating func add(section heading: LocalizedText, _ html: String?) {
        guard let html else { return }
        body.append("<section><h2>\(heading.html)</h2>\n\(html)</section>")
    }

    /// Adds a row of verdicts.
    mutating func add(verdicts: [Verdict]) {
        body.append("<div class=\"verdicts\">" + verdicts.map(\.html).joined() + "</div>")
    }

    /// The whole page; it opens in one language and shows the other at a click, without a script.
    func html(opening language: Language) -> String {
        let page = BilingualPage(
            title: title, style: PackageResources.report_css,
            header: { labels in
                """
                <header><div><h1>\(title.html)</h1><p class="muted">\(subtitle.html)</p></div>
                <div class="language">\(labels)</div></header>
                """
            }, main: body.joined(separator: "\n"))
        return page.html(opening: language)
    }
}

/// A figure with what it means and whether it is good.
struct Verdict {
    /// How the figure is to be taken.
    enum Tone: String {
        case plain = ""
        case good, bad, warn
    }

    /// The figure or word.
    let figure: LocalizedText
    /// What it tells.
    let meaning: LocalizedText
    /// How it is to be taken.
    let tone: Tone

    var html: String {
        "<div class=\"verdict \(tone.rawValue)\"><strong>\(figure.html)</strong>\(meaning.html)</div>"
    }

    /// A count that should be zero.
    static func fault(count: Int, _ meaning: LocalizedText) -> Verdict {
        Verdict(figure: LocalizedText("\(count)"), meaning: meaning, tone: count == 0 ? .good : .bad)
    }

    /// A count that is neither good nor bad.
    static func count(_ count: Int, _ meaning: LocalizedText) -> Verdict {
        Verdict(figure: LocalizedText("\(count)"), meaning: meaning, tone: .plain)
    }
}

extension LocalizedText {
    /// A figure or code that is the same in every language.
    init(_ same: String) { self.init(zh: same, en: same) }
}
