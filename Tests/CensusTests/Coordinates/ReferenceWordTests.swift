import Census
import GeoModel
import Testing

@Suite("The words by which rows name their reference")
struct ReferenceWordTests {
    private static let words: [(String, CRSIdentifier)] = [
        ("火星坐标", .gcj02), ("火星坐标系", .gcj02), ("GCJ-02", .gcj02), ("gcj02", .gcj02),
        ("ＧＣＪ０２", .gcj02), ("高德地图", .gcj02), ("GCJ02（火星坐标系）", .gcj02), ("百度坐标", .bd09),
        ("BD-09", .bd09), ("bd09ll", .bd09), ("百度地图坐标系", .bd09), ("CGCS2000", .cgcs2000),
        ("2000国家大地坐标系", .cgcs2000), ("国家大地2000", .cgcs2000), ("CGCS2000(EPSG:4490)", .cgcs2000),
        ("2000", .cgcs2000), ("EPSG:4490", .cgcs2000), ("epsg：4490", .cgcs2000), ("4490", .cgcs2000),
        ("urn:ogc:def:crs:EPSG::4490", .cgcs2000), ("WGS 84", .epsg(4326)), ("WGS84坐标系", .epsg(4326)),
        ("西安80", .epsg(4610)), ("1980西安坐标系", .epsg(4610)), ("北京54坐标系", .epsg(4214)),
        (" EPSG:4527 ", .epsg(4527)),
    ]

    @Test(
        "are known in Chinese and English, whatever their case, width, blanks and endings", arguments: words)
    func known(word: String, reference: CRSIdentifier) {
        #expect(ReferenceWord(word) == .named(reference))
    }

    @Test(
        "that are none, or contradict themselves, are unknown and not taken for the default",
        arguments: ["rubbish", "坐标系", "39", "80", "地方坐标系", "WGS84/GCJ02", "EPSG:", "BD09MC", "CGCS2000 3度带"])
    func unknown(word: String) {
        #expect(ReferenceWord(word) == .unknown(word))
    }

    @Test("may be missing", arguments: ["", "  ", "\u{3000}", "()"])
    func none(word: String) {
        #expect(ReferenceWord(word) == .none)
    }

    @Test("agree with metres whose datum they name, and with nothing else")
    func agreement() {
        #expect(ReferenceWord("CGCS2000").agrees(with: .epsg(4527)))
        #expect(ReferenceWord("WGS84").agrees(with: .cgcs2000))
        #expect(ReferenceWord("").agrees(with: .gcj02))
        #expect(ReferenceWord("西安80").agrees(with: .epsg(2363)))
        #expect(!ReferenceWord("西安80").agrees(with: .epsg(4527)))
        #expect(!ReferenceWord("EPSG:4528").agrees(with: .epsg(4527)))
        #expect(!ReferenceWord("火星坐标").agrees(with: .cgcs2000))
        #expect(!ReferenceWord("rubbish").agrees(with: .cgcs2000))
    }
}
