import Foundation
import TestSupport
import Testing

/// The parts of a report that outfalls fill, cut out of its page.
private struct OutfallPage {
    let html: String

    /// The row of the register that has an outfall's code.
    func entry(_ code: String) -> Substring { cut(from: "<a id=\"o-\(code)\">", to: "</tr>") }

    /// What stands under the heading of a finding's kind or of a rule.
    func findings(_ word: String) -> Substring { cut(from: "<h3 id=\"f-\(word)\">", to: "</table>") }

    /// What stands under a heading in English.
    func section(_ heading: String) -> Substring { cut(from: ">\(heading)</span></h2>", to: "</section>") }

    private func cut(from start: String, to end: String) -> Substring {
        guard let begin = html.range(of: start),
            let stop = html.range(of: end, range: begin.upperBound..<html.endIndex)
        else { return "" }
        return html[begin.upperBound..<stop.lowerBound]
    }
}

@Suite("The sample county's outfalls in the report", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct OutfallReportTests {
    private let page: OutfallPage
    private let codes: [String: String]

    /// From drone points and walks to a register, both seasons' monitoring, and the page; made once.
    private static let made: Result<Made, any Error> = Result {
        let office = try OutfallCounty.surveyed()
        let path = office.workspace
        _ = try office.importing("outfalls", GeoData.path("outfalls.csv"))
        let rule = ["outfall", "rule", path, "--by", "王五"]
        try BournProgram.run(
            rule + ["--set", "survey-first=2018-03-01", "--set", "survey-last=2018-05-31"]
        ).expect(.fine)
        let photos = office.folder.path("photos")
        let made = try run("python3", [GeoData.path("../Tools/sample-photos"), photos])
        #expect(made.status == 0, "\(made.errors)")
        let imported = try BournProgram.run(
            "evidence", "import", path, photos, "--by", "李四", "--format", "json")
        imported.expect(.faulty)
        let reviewed = try BournProgram.run("evidence", "review", path, "--format", "json")
        let candidates = try BournProgram.run(
            "outfall", "candidates", path, "--join-from", "0.5", "--by", "李四", "--format", "json")
        let doubtful = try BournProgram.run("outfall", "review", path, "--format", "json")
        let steps = [
            ["outfall", "join", path, "D0003", "990122001", "--by", "李四", "--reason", "影像上的沟渠在左岸"],
            ["outfall", "register", path, "--all-verified", "--by", "王五"],
            ["monitoring", "set", path, "season-calendar", GeoData.path("season-calendar.csv")],
            ["monitoring", "set", path, "methods", GeoData.path("methods.csv")],
            ["monitoring", "import", path, GeoData.path("samples.csv")],
            ["report", path, "--date", "2018-12-31", "--output", office.folder.path("report.html")],
        ]
        for step in steps { try BournProgram.run(step).expect(.fine) }
        let html = try String(contentsOfFile: office.folder.path("report.html"), encoding: .utf8)
        return Made(
            page: OutfallPage(html: html), imported: imported.output, reviewed: reviewed.output,
            candidates: candidates.output, doubtful: doubtful.output,
            entries: try office.query("SELECT count(*) FROM outfall"), folder: office.folder)
    }

    /// The page, and what the commands about evidence printed on the way.
    private struct Made {
        let page: OutfallPage
        let imported: String
        let reviewed: String
        /// What the joining by a score left to a person, and what the register's review said then.
        let candidates: String
        let doubtful: String
        let entries: String
        /// The folder in which the page and the workspace are, for as long as this is kept.
        let folder: TemporaryFolder
    }

    init() throws {
        page = try Self.made.get().page
        codes = Dictionary(
            uniqueKeysWithValues: try OutfallCounty.rows("outfalls.csv").map {
                ($0["序号"] ?? "", $0["排污口编码"] ?? "")
            })
    }

    /// How the report calls what the answer file planted among outfalls and samples.
    private static let words = [
        "above-scale-by-one-threshold": "above-scale-by-one-threshold",
        "declared-division-differs": "declared-division-differs",
        "dms-differs-from-decimal": "second-position-differs", "cod-below-bod5": "M01",
        "nitrogen-below-ammonia": "M02", "ph-out-of-range": "M04", "temperature-out-of-range": "M04",
        "negative-value": "M04", "flow-against-scale": "M05", "repeated-digits": "M14",
        "identical-series": "M11", "wrong-season": "S01", "missing-dry-season": "S02",
        "missing-wet-season": "S02", "blank-above-limit": "Q01", "parallel-deviation": "Q02",
    ]

    @Test("the register, the matrix and every planted finding of outfalls and samples are on the page")
    func findings() throws {
        #expect(page.html.contains("<svg class=\"chart\""))
        var told = 0
        for answer in try OutfallCounty.rows("outfall-answers.csv") {
            let finding = answer["finding"] ?? ""
            let code = codes[answer["outfall"] ?? ""] ?? ""
            let relation = ["inside-built-up": "建成区内排口", "outside-built-up": "建成区外排口"][finding]
            if let relation { #expect(page.entry(code).contains(relation), "\(answer)") }
            guard let word = Self.words[finding] else { continue }
            told += 1
            let key = answer["file"] == "samples.csv" ? answer["row_key"] ?? "" : ""
            let shown = page.findings(word)
            #expect(shown.contains(key.isEmpty ? code : key), "\(answer)")
            if finding.hasPrefix("missing") {
                let season = finding == "missing-dry-season" ? "dry season" : "wet season"
                #expect(shown.split(separator: "<tr>").contains { $0.contains(code) && $0.contains(season) })
            }
        }
        #expect(told == 64)
        let matrix = page.section("Completeness of monitoring")
        for code in codes.values { #expect(matrix.contains(code)) }
    }

    @Test(
        "each observation stands with its outfall, and those of no outfall among the cases not in the register"
    )
    func witnesses() throws {
        let answers = try OutfallCounty.rows("outfall-answers.csv")
        let belonging = answers.filter { $0["finding"] == "belongs-to" }
        let right = belonging.filter {
            let row = page.entry(codes[$0["outfall"] ?? ""] ?? "")
            return row.contains(" \($0["row_key"] ?? "")")
        }
        #expect(belonging.count == 169)
        let wrong = belonging.filter { answer in !right.contains { $0["row_key"] == answer["row_key"] } }
        #expect(wrong.isEmpty, "\(wrong)")
        #expect(try Self.made.get().entries == "60")
        // Two entries with codes of their own are never made one by a score.
        #expect(page.section("Outfall register").contains(" 0 of them excluded"))
        let open = page.section("Survey, and cases not in the register")
        for answer in answers where answer["finding"] == "no-outfall" {
            #expect(open.contains(answer["row_key"] ?? "–"), "\(answer)")
        }
    }

    @Test("of all witnesses one drone point between two mouths is left to a person, and the review names it")
    func doubts() throws {
        let candidates = try PrintedJSON(Self.made.get().candidates)
        let doubts = try #require(candidates["doubts"]?.items)
        #expect(doubts.count == 1)
        let cases = Set((doubts.first?["cases"]?.items ?? []).compactMap(\.string))
        let neighbour = try #require(codes["O038"])
        #expect(cases == ["D0003", "990122001", neighbour])
        let findings = try #require(try PrintedJSON(Self.made.get().doubtful)["findings"]?.items)
        let near = findings.filter { $0["kind"]?.string == "near-case" }
        #expect(Set(near.compactMap { $0["code"]?.string }) == ["990122001", neighbour])
        #expect(near.allSatisfy { $0["text"]?.string?.contains("D0003") ?? false })
        // Mouths that face each other across a river are two entries, and nobody is asked about them.
        #expect(!findings.contains { $0["kind"]?.string == "near-entry" })
        #expect(page.findings("near-case").isEmpty && page.findings("near-entry").isEmpty)
    }

    /// How the review tells what is planted in a photo.
    private static let reasons = [
        "same-file": "the same file is evidence for", "far-from-outfall": "from the typed position",
        "position-stripped": "no position", "hemisphere-missing": "the hemisphere is missing",
        "other-year": "outside the survey", "saved-again": "nearly the same picture as",
        "clock-hour-slow": "camera and satellite time differ by 359",
    ]

    @Test("the import tells the tracked team's clock, keeps what it can and refuses what is damaged")
    func photosImported() throws {
        let imported = try PrintedJSON(Self.made.get().imported)
        #expect(imported["read"]?.double == 26)
        #expect(imported["kept"]?["photo"]?.double == 23 && imported["kept"]?["track"]?.double == 1)
        #expect(imported["known"]?.double == 1)
        let refusals = try #require(imported["refusals"]?.items)
        #expect(refusals.count == 1 && (refusals[0]["file"]?.string ?? "").hasSuffix("DSC0032.JPG"))
        #expect(abs(try #require(imported["clocks"]?["T1"]?.double) + 97) < 3)
    }

    @Test("photos are on the page as pictures, as links to their files, and on the map by where they looked")
    func pictures() throws {
        let evidence = page.section("Evidence")
        let pictures = evidence.split(separator: "<figure>").filter {
            $0.contains("src=\"data:image/jpeg;base64,/9j/")
        }
        #expect(pictures.count == 24)
        // The page needs nothing from outside, and stays small.
        #expect(!page.html.contains("src=\"office") && !page.html.contains("src=\"http"))
        #expect(page.html.utf8.count < 2_500_000)
        let links = page.section("Outfall register").matches(
            of: /href="(.\/office.gpkg.evidence\/[0-9a-f]{2}\/[0-9a-f]{64})"/)
        #expect(links.count > 20)
        let folder = try Self.made.get().folder.url.path
        for link in links { #expect(FileManager.default.fileExists(atPath: "\(folder)/\(link.1)")) }
        let map = page.html.prefix(upTo: page.html.range(of: "</svg>")?.upperBound ?? page.html.startIndex)
        #expect(map.matches(of: /<path class="view( held)?" d="M/).count > 20)
        #expect(map.contains("DSC0001.JPG ·"))
        #expect(page.html.contains("照片视域"))
    }

    @Test("each sample photo stands with its outfall, or is held back for what is planted in it")
    func photos() throws {
        let printed = try PrintedJSON(Self.made.get().reviewed)
        let reviewed = Dictionary(
            uniqueKeysWithValues: try #require(printed["photos"]).items.map { ($0["file"]?.string ?? "", $0) }
        )
        let evidence = page.section("Evidence")
        var right = 0
        for row in try OutfallCounty.rows("photos.csv") {
            let (file, verdict) = (row["file"] ?? "", row["verdict"] ?? "")
            guard verdict != "refused" else {
                #expect(reviewed[file] == nil)
                continue
            }
            let photo = try #require(reviewed[file])
            #expect(photo["verdict"]?.string == verdict, "\(row) \(photo)")
            #expect(photo["observation"]?.string == row["row_key"], "\(row) \(photo)")
            let found = (photo["findings"]?.items ?? []).compactMap(\.string).joined(separator: "\n")
            if let reason = Self.reasons[row["planted"] ?? ""] { #expect(found.contains(reason), "\(row)") }
            // The tracked team's photos but one are made at their time, by the clock that its track tells.
            if verdict == "sound" { #expect(!found.contains("from the track"), "\(row)") }
            let shown = page.section("Outfall register").split(separator: "<tr>").filter { $0.contains(file) }
            #expect(shown.count == 1 && shown[0].contains(" \(row["row_key"] ?? "–")"), "\(row)")
            if page.entry(codes[row["outfall"] ?? ""] ?? "").contains(file) { right += 1 }
            #expect(evidence.contains("<a id=\"p-\(file)\">") == (verdict != "sound"), "\(row)")
        }
        #expect(right == 24)
    }
}
