import Foundation
import TestSupport
import Testing

@Suite("An output that would destroy an input or a workspace", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct ProtectedFileTests {
    let office: Office

    init() throws {
        office = try Office()
        let blocks = (1...3).map { "\(villageCode($0)),\($0),\"\(squareWKT($0))\"\n" }.joined()
        let source = try office.source("first.csv", "code,units,wkt\n" + blocks)
        _ = try office.importing("blocks", source)
        try FileManager.default.copyItem(atPath: office.workspace, toPath: office.folder.path("other.gpkg"))
        _ = try office.source("source.csv", "code,units,wkt\n" + blocks + "refused row\n")
        _ = try office.source("points.csv", "name,longitude,latitude\na,111.5,30.5\n")
    }

    /// A command that is told to write over a file; `@` stands for the folder, `OUT` for the file.
    struct Case: CustomTestStringConvertible, Sendable {
        let victim: String
        let command: String

        init(_ victim: String, _ command: String) { (self.victim, self.command) = (victim, command) }

        var testDescription: String { command.replacing("@/", with: "").replacing("OUT", with: victim) }
    }

    static let cases =
        [
            Case("points.csv", "assign --zones @/office.gpkg --points @/points.csv --output OUT"),
            Case("source.csv", "import blocks @/office.gpkg @/source.csv --refused OUT"),
            Case("source.csv", "import blocks @/office.gpkg @/source.csv --save-mapping OUT"),
            Case("source.csv", "coverage check @/source.csv --output OUT"),
        ]
        + ["office.gpkg", "other.gpkg"].flatMap { victim in
            [
                "report @/office.gpkg --output OUT",
                "zones draw @/office.gpkg --weight-field units --min 0 --max 9 --output OUT",
                "assign --zones @/office.gpkg --points @/points.csv --output OUT",
                "coverage check @/office.gpkg --output OUT",
                "coverage check @/office.gpkg --certificate OUT",
                "coverage repair @/office.gpkg --output OUT",
                "import blocks @/office.gpkg @/source.csv --refused OUT",
                "directory duplicates @/office.gpkg --output OUT",
                "placement list @/office.gpkg --output OUT", "workspace info @/office.gpkg --output OUT",
            ].map { Case(victim, $0) }
        }

    /// Another name of the same file.
    enum Spelling: String, CaseIterable { case same, detour, link, hardLink }

    private func path(of victim: String, _ spelling: Spelling) throws -> String {
        let plain = office.folder.path(victim)
        let other = office.folder.path("link-\(victim)")
        switch spelling {
        case .same: return plain
        case .detour: return office.folder.url.path + "/./" + victim
        case .link: try FileManager.default.createSymbolicLink(atPath: other, withDestinationPath: victim)
        case .hardLink: try FileManager.default.linkItem(atPath: plain, toPath: other)
        }
        return other
    }

    private func bytes() throws -> [String: Data?] {
        let names = ["first.csv", "office.gpkg", "other.gpkg", "points.csv", "source.csv"]
        let contents = names.map { FileManager.default.contents(atPath: office.folder.path($0)) }
        return Dictionary(uniqueKeysWithValues: zip(names, contents))
    }

    private func run(_ bad: Case, _ output: String, in language: TestLanguage) throws -> ProgramResult {
        let words = bad.command.split(separator: " ").map { word in
            word == "OUT" ? output : String(word).replacing("@", with: office.folder.url.path)
        }
        return try BournProgram.run(words, in: language)
    }

    @Test("is refused under any name of the file, and every file stays byte for byte", arguments: cases)
    func refused(bad: Case) throws {
        let before = try bytes()
        for spelling in Spelling.allCases {
            let output = try path(of: bad.victim, spelling)
            let result = try run(bad, output, in: .english)
            result.expect(.usage)
            result.expectErrors(naming: output)
            // One destroyed file is enough to tell; what follows would speak of another.
            try #require(try bytes() == before, "\(spelling)")
            if spelling == .link {
                #expect(try FileManager.default.destinationOfSymbolicLink(atPath: output) == bad.victim)
            }
            if output != office.folder.path(bad.victim), spelling != .detour {
                try FileManager.default.removeItem(atPath: output)
            }
        }
    }

    @Test("is explained in both languages", arguments: TestLanguage.allCases)
    func wording(language: TestLanguage) throws {
        let bad = Case("office.gpkg", "report @/office.gpkg --output OUT")
        let result = try run(bad, office.workspace, in: language)
        result.expect(.usage)
        #expect(language.isLanguage(of: result.errors), "\(result.errors)")
    }

    @Test("is another thing than an output that merely replaces an older result")
    func olderResult() throws {
        let output = try office.source("older.csv", "an older result\n")
        let bad = Case("older.csv", "assign --zones @/office.gpkg --points @/points.csv --output OUT")
        try run(bad, output, in: .english).expect(.fine)
        #expect(try String(contentsOfFile: output, encoding: .utf8).contains("inside"))
    }
}
