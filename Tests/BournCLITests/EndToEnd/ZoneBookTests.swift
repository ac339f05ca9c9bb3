import Foundation
import TestSupport
import Testing

@Suite("bourn zones book", .tags(.endToEnd))
struct ZoneBookTests {
    /// An office with two villages as two zones, a river between them, and two units.
    private func office() throws -> Office {
        let office = try Office()
        let zones = try office.source(
            "zones.csv",
            """
            code,name,parent_code,wkt
            990121001001001,第一普查小区,990121001000,"POLYGON((116 31, 116.01 31, 116.01 31.01, 116 31.01, 116 31))"
            990121001201001,第一普查小区,990121001000,"POLYGON((116.01 31, 116.02 31, 116.02 31.01, 116.01 31.01, 116.01 31))"

            """)
        let blocks = try office.source(
            "blocks.csv",
            """
            code,name,wkt
            990121001001,幻杏社区居民委员会,"POLYGON((116 31, 116.01 31, 116.01 31.01, 116 31.01, 116 31))"
            990121001201,虚柏村村民委员会,"POLYGON((116.01 31, 116.02 31, 116.02 31.01, 116.01 31.01, 116.01 31))"

            """)
        let river = try office.source(
            "river.geojson",
            #"{"type":"Feature","properties":{"code":"R1","name":"幻<水>"},"geometry":{"type":"LineString","coordinates":[[116.01,31],[116.01,31.01]]}}"#
        )
        let units = try office.source(
            "units.csv",
            """
            统一社会信用代码,单位名称,单位类别,经度,纬度
            92990122165764455J,乌有木业厂,工业,116.003,31.004
            9199012225411864X4,子虚酒店,锅炉,116.015,31.006

            """)
        _ = try office.importing("zones", zones)
        _ = try office.importing("blocks", blocks)
        _ = try office.importing("water-bodies", river)
        _ = try office.tryImporting("units", units)
        return office
    }

    @Test(
        "one file has a page for each zone with its borders, units and names told apart, and needs nothing else"
    )
    func oneFile() throws {
        let office = try office()
        let file = office.folder.path("book.html")
        try BournProgram.run("zones", "book", office.workspace, "--output", file, "--date", "2018-03-15")
            .expect(.fine)
        let page = try String(contentsOfFile: file, encoding: .utf8)
        for words in [
            "z990121001001001", "z990121001201001", "幻杏社区第一普查小区", "虚柏村第一普查小区", "乌有木业厂", "子虚酒店",
            "沿幻&lt;水&gt;，邻虚柏村第一普查小区", "along 幻&lt;水&gt;, beside", "2018-03-15",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(!page.contains("<script"))
        #expect(!page.contains("幻<水>"))
        let addresses = page.components(separatedBy: "http").dropFirst()
        #expect(addresses.allSatisfy { $0.hasPrefix("://www.w3.org/2000/svg") })
    }

    @Test("a folder has an index and a file for each zone, linked with each other")
    func folder() throws {
        let office = try office()
        let folder = office.folder.path("book")
        try BournProgram.run("zones", "book", office.workspace, "--output", folder).expect(.fine)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(names == ["990121001001001.html", "990121001201001.html", "index.html"])
        let page = try String(contentsOfFile: folder + "/990121001001001.html", encoding: .utf8)
        #expect(page.contains("href=\"990121001201001.html\""))
    }

    @Test("a zone that is not there is named, and nothing is written")
    func unknownZone() throws {
        let office = try office()
        let file = office.folder.path("book.html")
        let result = try BournProgram.run(
            "zones", "book", office.workspace, "--zone", "990121001001009", "--output", file)
        result.expect(.refusedInput)
        result.expectErrors(naming: "990121001001009")
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test("a workspace without zones says what to do", arguments: TestLanguage.allCases)
    func noZones(language: TestLanguage) throws {
        let office = try Office()
        _ = try office.importing(
            "blocks", try office.source("b.csv", "code,name,wkt\n1,a,\"\(squareWKT(0))\"\n"))
        let result = try BournProgram.run(
            "zones", "book", office.workspace, "--output", office.folder.path("b.html"), in: language)
        result.expect(.refusedInput)
        result.expectErrors(naming: "zones draw")
    }

    @Test("the book is never written over the workspace")
    func notOverTheWorkspace() throws {
        let office = try office()
        let before = office.bytes
        try BournProgram.run("zones", "book", office.workspace, "--output", office.workspace).expect(.usage)
        #expect(office.bytes == before)
    }
}
