import Census
import Foundation
import GeoModel
import Interchange
import TestSupport
import Testing

@Suite("Tracks in KML")
struct TrackFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(_ body: String, before: String = "") async throws -> TrackFile.Content {
        let path = folder.path("t.kml")
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>\(before)
            <kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">
            <Document><Placemark><name>T1 下午</name>\(body)</Placemark></Document></kml>
            """
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return try await TrackFile(path: path).read()
    }

    @Test("a gx:Track gives each coordinate the time at the same place of its list")
    func track() async throws {
        let found = try await read(
            """
            <gx:Track><altitudeMode>absolute</altitudeMode>
            <when>2018-04-12T00:40:00Z</when><when>2018-04-12T08:40:05+08:00</when><!-- x -->
            <gx:coord>116.70 31.05 12.5</gx:coord><gx:coord>116.7001 31.0501</gx:coord></gx:Track>
            """)
        #expect(found.names == ["T1 下午"] && found.withoutTime == 0)
        #expect(
            found.points == [
                TrackPoint(try Moment("2018-04-12T00:40:00Z"), Position(116.70, 31.05)),
                TrackPoint(try Moment("2018-04-12T00:40:05Z"), Position(116.7001, 31.0501)),
            ])
    }

    @Test("the parts of a gx:MultiTrack follow each other; what lacks its partner is counted")
    func several() async throws {
        let found = try await read(
            """
            <gx:MultiTrack><gx:Track><when>2018-04-12T00:40:00Z</when><gx:coord>1 2 0</gx:coord>
            <gx:coord>3 4 0</gx:coord></gx:Track>
            <gx:Track><gx:coord>5 6 0</gx:coord><gx:coord>x 6 0</gx:coord><when>2018-04-12T00:41:00Z</when>
            <when>2018-04-12T00:42:00Z</when></gx:Track></gx:MultiTrack>
            """)
        #expect(found.points.map(\.position) == [Position(1, 2), Position(5, 6)])
        #expect(found.withoutTime == 2)
    }

    @Test(
        "hostile tracks are refused with the reason in both languages",
        arguments: [
            (
                "<!DOCTYPE k [<!ENTITY e \"x\">]>", "<gx:Track><when>&e;</when></gx:Track>", "document type",
                "文档类型"
            ),
            ("", "<gx:Track><when>2018-04-12T00:40:00Z</when></gx:Track>", "no point", "没有一个点"),
            ("", "<gx:Track><when>2018-04-12T00:40:00Z</when><gx:coord a=\"", "well-formed", "不是合格的 XML"),
        ])
    func hostile(before: String, body: String, english: String, chinese: String) async throws {
        await #expect {
            _ = try await read(body, before: before)
        } throws: {
            guard let text = ($0 as? TrackRefusal)?.text else { return false }
            return text[.english].contains(english) && text[.chinese].contains(chinese)
        }
    }

    @Test("a million comments one after another are passed over")
    func comments() async throws {
        let found = try await read(
            String(repeating: "<!---->", count: 1_000_000)
                + "<gx:Track><when>2018-04-12T00:40:00Z</when><gx:coord>1 2 0</gx:coord></gx:Track>")
        #expect(found.points.count == 1)
    }
}
