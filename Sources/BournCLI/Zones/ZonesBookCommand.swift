internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoModel

/// `bourn zones book WORKSPACE --output FILE|FOLDER`: a printable page for each zone.
struct ZonesBookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "book",
        abstract: text(
            zh: "生成普查小区图册：每个小区一页 A4（地图、四至、相邻小区、单位清单），中英文。",
            en: "Make the zone book: an A4 page for each zone with map, borders, neighbours and units."),
        discussion: text(
            zh: "输出以 .html 结尾时为一个文件；否则为文件夹，含 index.html 和每个小区一个文件。页面不含脚本，不需要网络。",
            en:
                "An output that ends in .html is one file; any other is a folder with index.html and a file for each "
                + "zone. The pages have no script and need no network."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Option(help: help(zh: "输出的 HTML 文件或文件夹", en: "HTML file or folder to write."))
    var output: String

    @Option(help: help(zh: "只要这些小区（代码，可重复）", en: "Only these zones (codes, repeatable)."))
    var zone: [String] = []

    @Option(help: help(zh: "只要这名普查员的小区", en: "Only the zones of this enumerator."))
    var enumerator: String?

    @Option(
        help: help(
            zh: "界线离道路、河流多近算沿着它（米）", en: "How near, in metres, a border follows a road or river."))
    var within = 15.0

    @Option(help: help(zh: "印在图册上的日期（默认今天）", en: "Date to print on the book (default: today)."))
    var date: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard within >= 0, within <= 1000 else {
            throw ValidationError(
                text(zh: "--within 须在 0 到 1000 米之间", en: "--within must be 0 to 1000 metres"))
        }
        guard date.map(Self.isDay) ?? true else {
            throw ValidationError(
                text(zh: "--date 须为真实的日期，如 2018-03-15", en: "--date must be a day such as 2018-03-15"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([output], inputs: [workspace])
            let content = try await ZoneBookContent.gather(
                workspace, within: Metres(within), console: console)
            let pages = try chosenPages(of: content)
            let written = try write(pages, of: content, console)
            console.note(
                text(
                    zh: "\(pages.count) 个小区，写入 \(written)", en: "\(pages.count) zones, written to \(written)")
            )
            return .fine
        }
    }

    private func chosenPages(of content: ZoneBookContent) throws -> [ZoneBookPage] {
        let own = try enumerator.map { try content.zones(ofEnumerator: $0, path: workspace) } ?? []
        let codes = zone + own
        return codes.isEmpty ? content.book.pages : try content.pages(of: codes, path: workspace)
    }

    private func write(
        _ pages: [ZoneBookPage], of content: ZoneBookContent, _ console: Console
    ) throws -> String {
        let isFolder = !["html", "htm"].contains(URL(fileURLWithPath: output).pathExtension.lowercased())
        let book = ZoneBookHTML(
            content, pages: pages, date: date ?? ReportCommand.today, isFolder: isFolder)
        guard isFolder else {
            try console.deliver(book.whole(opening: .invoked), to: output)
            return output
        }
        try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        for page in pages {
            try Interruption.check()
            let code = content.book.zones[page.zone].code
            try console.deliver(
                book.page(page, opening: .invoked), to: "\(output)/\(Self.fileName(code)).html")
        }
        // The index comes last: where it is, all pages are.
        let index = "\(output)/index.html"
        try console.deliver(book.indexPage(opening: .invoked), to: index)
        return index
    }

    /// A day of the calendar, year first.
    private static func isDay(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy { 48...57 ~= $0 } })
        else {
            return false
        }
        let numbers = parts.map { Int($0) }
        return DateComponents(
            calendar: Calendar(identifier: .gregorian), year: numbers[0], month: numbers[1], day: numbers[2]
        ).isValidDate
    }

    /// A code as a file name; a code of another scheme may hold anything.
    static func fileName(_ code: String) -> String {
        String(code.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "_" })
    }
}
