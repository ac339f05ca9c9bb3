import Foundation
import TestSupport
import Testing

/// A folder of photos as a team hands it in, made with the programs that Debian has.
struct PhotoFolder {
    let folder: TemporaryFolder
    var path: String { folder.url.path }

    init() throws { folder = try TemporaryFolder() }

    /// Draws a picture that depends on a number, so that two numbers look different.
    func draw(_ name: String, _ number: Int) throws {
        let scratch = try TemporaryFolder()
        let size = 64
        var bytes = Array("P5 \(size) \(size) 255\n".utf8)
        var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1
        var corners: [Int] = []
        for _ in 0..<64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            corners.append(Int(state % 256))
        }
        for y in 0..<size { for x in 0..<size { bytes.append(UInt8(corners[y / 8 * 8 + x / 8])) } }
        let pgm = scratch.path("a.pgm")
        try Data(bytes).write(to: URL(fileURLWithPath: pgm))
        let made = try run("gdal_translate", ["-q", "-of", "JPEG", pgm, folder.path(name)])
        #expect(made.status == 0, "\(made.errors)")
        try? FileManager.default.removeItem(atPath: folder.path(name) + ".aux.xml")  // Not always written.
    }

    /// Writes tags into files, one line of tags a file; all in one run of exiftool.
    func tag(_ tags: [(name: String, values: [String])]) throws {
        var arguments = ["-q", "-overwrite_original"]
        for (index, file) in tags.enumerated() {
            if index > 0 { arguments.append("-execute") }
            arguments += file.values.map { "-\($0)" } + [folder.path(file.name)]
        }
        arguments += ["-common_args", "-q", "-overwrite_original"]
        let made = try run("exiftool", arguments)
        #expect(made.status == 0, "\(made.errors)")
    }

    /// Tags of a photo taken at a place and local time.
    static func tags(_ x: String, _ y: String, _ time: String) -> [String] {
        [
            "GPSLatitude=\(y)", "GPSLatitudeRef=N", "GPSLongitude=\(x)", "GPSLongitudeRef=E",
            "DateTimeOriginal=\(time.replacing("-", with: ":"))", "OffsetTimeOriginal=+08:00",
        ]
    }
}

@Suite("Evidence from the command line", .tags(.endToEnd))
struct EvidenceTests {
    private func importing(_ office: Office, _ folder: String, expecting status: ExitStatus) throws
        -> PrintedJSON
    {
        let result = try BournProgram.run(
            "evidence", "import", office.workspace, folder, "--by", "张三", "--format", "json")
        result.expect(status)
        return try PrintedJSON(result.output)
    }

    private func verdicts(_ office: Office) throws -> [String: (verdict: String, findings: String)] {
        let printed = try PrintedJSON(
            BournProgram.run("evidence", "review", office.workspace, "--format", "json").output)
        return Dictionary(
            uniqueKeysWithValues: try #require(printed["photos"]).items.map { photo in
                (
                    photo["file"]?.string ?? "",
                    (
                        photo["verdict"]?.string ?? "",
                        (photo["findings"]?.items ?? []).compactMap(\.string).joined(separator: "\n")
                    )
                )
            })
    }

    /// The first photo that a row names.
    private static func photo(_ row: [String: String]) -> String {
        (row["照片"] ?? "").split(separator: ";").first.map(String.init) ?? ""
    }

    private struct TrackPoint {
        let x: String
        let y: String
        let seconds: Int

        /// Degrees from one point to another, along both axes together.
        func distance(to other: TrackPoint) -> Double {
            func difference(_ a: String, _ b: String) -> Double { abs((Double(a) ?? 0) - (Double(b) ?? 0)) }
            return difference(x, other.x) + difference(y, other.y)
        }
    }

    /// Some of the track's points between which the team walked.
    private func walkedPoints() throws -> [TrackPoint] {
        let pattern = /lat="([0-9.]+)" lon="([0-9.]+)"><time>2018-04-12T([0-9]+):([0-9]+):([0-9]+)Z/
        let points = try GeoData.text("track.gpx").matches(of: pattern).map { match -> TrackPoint in
            let clock = [match.3, match.4, match.5].map { Int($0) ?? 0 }
            return TrackPoint(
                x: String(match.2), y: String(match.1),
                seconds: (clock[0] + 8) * 3600 + clock[1] * 60 + clock[2])
        }
        var walked: [TrackPoint] = []
        for (point, next) in zip(points, points.dropFirst()) where point.distance(to: next) > 0.00015 {
            walked.append(point)
        }
        return walked.enumerated().filter { $0.offset % 9 == 4 }.map(\.element)
    }

    private func clockTime(_ seconds: Int) -> String {
        let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "2018-04-12 " + parts.joined(separator: ":")
    }

    @Test("photos taken while walking tell that the camera was 97 s ahead of the track")
    func clock() throws {
        let office = try OutfallCounty.surveyed()
        let photos = try PhotoFolder()
        let rows = try OutfallCounty.rows("field-observations.csv").filter { $0["组别"] == "T1" }
        let places = try walkedPoints()
        #expect(rows.count == 8 && places.count >= 8)
        for (index, row) in rows.enumerated() { try photos.draw(Self.photo(row), index) }
        try photos.tag(
            zip(rows, places).map { row, place in
                (Self.photo(row), PhotoFolder.tags(place.x, place.y, clockTime(place.seconds + 97)))
            })
        try FileManager.default.copyItem(
            atPath: GeoData.path("track.gpx"), toPath: photos.folder.path("track.gpx"))
        let summary = try importing(office, photos.path, expecting: .fine)
        let seconds = try #require(summary["clocks"]?["T1"]?.double)
        #expect(abs(seconds + 97) < 5, "\(seconds)")
    }

    @Test("photos taken where the team stood for minutes are sound, and leave the camera's clock open")
    func standing() throws {
        let office = try OutfallCounty.surveyed()
        let photos = try PhotoFolder()
        let rows = try OutfallCounty.rows("field-observations.csv").filter { $0["组别"] == "T1" }
        for (index, row) in rows.enumerated() { try photos.draw(Self.photo(row), index) }
        try photos.tag(
            rows.map {
                (Self.photo($0), PhotoFolder.tags($0["经度"] ?? "", $0["纬度"] ?? "", $0["照片时间"] ?? ""))
            })
        try FileManager.default.copyItem(
            atPath: GeoData.path("track.gpx"), toPath: photos.folder.path("track.gpx"))
        let summary = try importing(office, photos.path, expecting: .fine)
        // Six minutes at each outfall: offsets from −4 to +2 minutes put every photo on the track.
        #expect(summary["clocks"]?["T1"]?.double == nil)
        #expect(summary["verdicts"]?["sound"]?.double == 8)
        #expect(summary["not_arrived"]?.double == Double(131 + 94 + 7 - 8))
        // Twice changes nothing.
        let again = try importing(office, photos.path, expecting: .fine)
        #expect(again["known"]?.double == 9)
        #expect(try office.query("SELECT count(*) FROM evidence_photo") == "8")
        try BournProgram.run("evidence", "check", office.workspace).expect(.fine)
    }

    @Test("each fault of a photo has its plain verdict")
    func verdicts() throws {
        let office = try OutfallCounty.surveyed()
        try BournProgram.run(
            "outfall", "rule", office.workspace, "--set", "survey-first=2018-04-01", "--set",
            "survey-last=2018-05-31", "--by", "王五"
        ).expect(.fine)
        let photos = try PhotoFolder()
        let rows = try OutfallCounty.rows("field-observations.csv").filter { $0["组别"] != "T1" }.prefix(
            6)
        for (index, row) in rows.enumerated() { try photos.draw(row["照片"] ?? "", 100 + index) }
        let names = rows.map { $0["照片"] ?? "" }
        func tags(_ index: Int) -> [String] {
            let row = rows[rows.startIndex + index]
            return PhotoFolder.tags(row["经度"] ?? "", row["纬度"] ?? "", row["照片时间"] ?? "")
        }
        try photos.tag([
            (names[0], tags(0).filter { !$0.contains("Ref=") }),
            (names[1], ["DateTimeOriginal=2018:04:15 08:52:52"]),
            (names[2], PhotoFolder.tags("116.9", "31.5", "2018-04-16 08:59:43")),
            (
                names[3],
                tags(3) + ["GimbalYawDegree=12.5", "GimbalPitchDegree=-20", "RelativeAltitude=+30.1"]
            ),
            (names[4], tags(4).map { $0.replacing("2018", with: "2016") }), (names[5], tags(5)),
        ])
        // The same picture, saved once more, for another outfall.
        let other = try OutfallCounty.rows("field-observations.csv").last?["照片"] ?? ""
        try FileManager.default.copyItem(
            atPath: photos.folder.path(names[5]), toPath: photos.folder.path(other))
        try photos.tag([(other, ["Artist=again"])])
        // The same file under the name of another outfall's photo.
        let copied = try OutfallCounty.rows("field-observations.csv").dropLast().last?["照片"] ?? ""
        try FileManager.default.copyItem(
            atPath: photos.folder.path(names[3]), toPath: photos.folder.path(copied))
        _ = try importing(office, photos.path, expecting: .fine)
        let found = try verdicts(office)
        #expect(found[names[0]]?.verdict == "usableWithCare")
        #expect(found[names[0]]?.findings.contains("hemisphere") ?? false)
        #expect(found[names[1]]?.verdict == "doubtful")
        #expect(found[names[1]]?.findings.contains("stripped") ?? false)
        #expect(found[names[2]]?.findings.contains("from the typed position") ?? false)
        #expect(found[names[3]]?.findings.contains("above take-off") ?? false)
        #expect(found[names[3]]?.findings.contains("the same file") ?? false)
        #expect(found[copied]?.verdict == "worthless")
        #expect(found[copied]?.findings.contains("the same file") ?? false)
        #expect(found[names[4]]?.verdict == "worthless")
        #expect(found[names[5]]?.findings.contains(other) ?? false)
        #expect(try office.query("SELECT direction FROM evidence_view") == "12.5")
    }

    @Test(
        "hostile files are refused with their place, and the others are kept",
        arguments: TestLanguage.allCases)
    func hostile(language: TestLanguage) throws {
        let office = try OutfallCounty.office()
        let photos = try PhotoFolder()
        for name in ["good.jpg", "cut.jpg", "huge.jpg"] { try photos.draw(name, 7) }
        try photos.draw("good.jpg", 8)
        func bytes(_ name: String) throws -> Data {
            try Data(contentsOf: URL(fileURLWithPath: photos.folder.path(name)))
        }
        func write(_ name: String, _ data: Data) throws {
            try data.write(to: URL(fileURLWithPath: photos.folder.path(name)))
        }
        let whole = try bytes("cut.jpg")
        try write("cut.jpg", whole.prefix(whole.count / 2))
        var huge = [UInt8](try bytes("huge.jpg"))
        let frame = try #require(
            huge.indices.dropLast().first { huge[$0] == 0xFF && huge[$0 + 1] == 0xC0 })
        for index in (frame + 5)...(frame + 8) { huge[index] = 0xFF }
        try write("huge.jpg", Data(huge))
        try write("noise.jpg", Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31) }))
        try write("empty.jpg", Data())
        let bomb = """
            import sys, zipfile
            z = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)
            z.writestr('x', b'0' * 50000000)
            """
        #expect(try run("python3", ["-c", bomb, photos.folder.path("bomb.jpg")]).status == 0)
        let entities = (1...9).map {
            "<!ENTITY e\($0) \"\(String(repeating: "&e\($0 - 1);", count: 10))\">"
        }
        let laughs =
            "<?xml version=\"1.0\"?><!DOCTYPE g [<!ENTITY e0 \"lol\">\(entities.joined())]>"
            + "<gpx version=\"1.1\" creator=\"&e9;\"><trk><trkseg><trkpt lat=\"31\" lon=\"116\">"
            + "<time>2018-04-12T00:40:00Z</time></trkpt></trkseg></trk></gpx>"
        try write("laughs.gpx", Data(laughs.utf8))
        let result = try BournProgram.run(
            "evidence", "import", office.workspace, photos.path, "--by", "张三", in: language)
        result.expect(.faulty)
        for name in ["cut.jpg", "huge.jpg", "noise.jpg", "empty.jpg", "bomb.jpg", "laughs.gpx"] {
            #expect(result.output.contains(name), "\(name) is not named in \(result.output)")
        }
        #expect(try office.query("SELECT group_concat(file_name) FROM evidence") == "good.jpg")
        #expect(FileManager.default.fileExists(atPath: photos.folder.path("bomb.jpg")))
    }

    /// Wraps the metadata of a JPEG as a phone's HEIC has it: boxes, an item of Exif, and no picture that can be decoded.
    private func wrap(_ jpeg: String, asHEIC name: String, in photos: PhotoFolder) throws {
        let program = """
            import struct, sys
            box = lambda t, b: struct.pack('>I', 8 + len(b)) + t + b
            full = lambda t, b, v=0: box(t, struct.pack('>I', v << 24) + b)
            jpeg = open(sys.argv[1], 'rb').read()
            i = jpeg.index(b'Exif\\0\\0')
            exif = struct.pack('>I', 6) + jpeg[i:i + struct.unpack('>H', jpeg[i - 2:i])[0] - 2]
            head = box(b'ftyp', b'heic\\0\\0\\0\\0mif1heic')
            infe = lambda n, t: full(b'infe', struct.pack('>HH', n, 0) + t + b'\\0', 2)
            def meta(at):
                size = box(b'ipco', full(b'ispe', struct.pack('>II', 4032, 3024)))
                places = struct.pack('>HHHII', 1, 0, 1, at, 16) + struct.pack('>HHHII', 2, 0, 1, at + 16, len(exif))
                return full(b'meta', full(b'hdlr', b'\\0' * 4 + b'pict' + b'\\0' * 13)
                    + full(b'pitm', struct.pack('>H', 1))
                    + full(b'iinf', struct.pack('>H', 2) + infe(1, b'hvc1') + infe(2, b'Exif'))
                    + box(b'iprp', size + full(b'ipma', struct.pack('>IHBB', 1, 1, 1, 1)))
                    + full(b'iref', box(b'cdsc', struct.pack('>HHH', 2, 1, 1)))
                    + full(b'iloc', bytes([0x44, 0]) + struct.pack('>H', 2) + places))
            data = box(b'mdat', b'\\0' * 16 + exif)
            open(sys.argv[2], 'wb').write(head + meta(len(head) + len(meta(0)) + 8) + data)
            """
        let made = try run("python3", ["-c", program, photos.folder.path(jpeg), photos.folder.path(name)])
        #expect(made.status == 0, "\(made.errors)")
    }

    @Test(
        "a phone's HEIC keeps its place and time; a picture that GDAL cannot decode has no fingerprint, and that is said"
    )
    func phone() throws {
        let office = try OutfallCounty.office()
        let photos = try PhotoFolder()
        try photos.draw("a.jpg", 3)
        try photos.tag([("a.jpg", PhotoFolder.tags("116.7", "31.05", "2018-04-14 08:45:31"))])
        try wrap("a.jpg", asHEIC: "IMG_0001.HEIC", in: photos)
        try FileManager.default.removeItem(atPath: photos.folder.path("a.jpg"))
        let result = try BournProgram.run(
            "evidence", "import", office.workspace, photos.path, "--by", "张三")
        result.expect(.fine)
        #expect(result.output.contains("IMG_0001.HEIC"), "\(result.output)")
        #expect(
            try office.query(
                "SELECT file_name, fingerprint, metadata LIKE '%2018:04:14%' FROM evidence_photo")
                == "IMG_0001.HEIC||1")
        #expect(
            try office.query("SELECT round(minx, 3), round(miny, 3) FROM rtree_evidence_photo_geom")
                == "116.7|31.05")
    }

    @Test("a page judges photos as things stand, not as they stood at the last review")
    func freshVerdicts() throws {
        let office = try OutfallCounty.surveyed()
        let w = office.workspace
        let photos = try PhotoFolder()
        try photos.draw("DSC0001.JPG", 1)
        try photos.tag([
            ("DSC0001.JPG", PhotoFolder.tags("116.7159550", "31.0929012", "2018-04-14 08:46:01"))
        ])
        let rule = ["outfall", "rule", w, "--by", "王五", "--set", "survey-last=2018-05-31", "--set"]
        try BournProgram.run(rule + ["survey-first=2018-05-01"]).expect(.fine)
        _ = try importing(office, photos.path, expecting: .fine)
        #expect(try verdicts(office)["DSC0001.JPG"]?.verdict == "worthless")
        try BournProgram.run(rule + ["survey-first=2018-03-01"]).expect(.fine)
        _ = try office.importing("outfalls", GeoData.path("outfalls.csv"))
        let page = office.folder.path("report.html")
        try BournProgram.run("report", w, "--output", page).expect(.fine)
        #expect(!(try String(contentsOfFile: page, encoding: .utf8)).contains("id=\"p-DSC0001.JPG\""))
    }

    @Test("what cannot be read, is empty or a link is named, and the rest is kept")
    func passedOver() throws {
        let office = try OutfallCounty.office()
        let photos = try PhotoFolder()
        try photos.draw("a.jpg", 1)
        try Data().write(to: URL(fileURLWithPath: photos.folder.path("1.txt")))
        try Data().write(to: URL(fileURLWithPath: photos.folder.path("b.jpg")))
        try FileManager.default.createSymbolicLink(
            atPath: photos.folder.path("link.jpg"), withDestinationPath: photos.folder.path("a.jpg"))
        let points = [("31", "116"), ("931", "116")].map {
            "<trkpt lat=\"\($0.0)\" lon=\"\($0.1)\"><time>2018-04-12T00:40:00Z</time></trkpt>"
        }
        let gpx =
            "<gpx version=\"1.1\" creator=\"x\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg>"
            + points.joined() + "<trkpt lat=\"31\" lon=\"116\"/></trkseg></trk></gpx>"
        try Data(gpx.utf8).write(to: URL(fileURLWithPath: photos.folder.path("t.gpx")))
        let summary = try importing(office, photos.path, expecting: .faulty)
        #expect(summary["refused"]?.double == 2)
        #expect(summary["passed_over"]?.items.count == 1)
        #expect(summary["track_points_left_out"]?.double == 2)
        #expect(
            try office.query(
                "SELECT group_concat(file_name) FROM (SELECT file_name FROM evidence ORDER BY 1)")
                == "a.jpg,t.gpx")
    }

    @Test("kept files that are gone or altered are whole again when their folder comes again")
    func healed() throws {
        let office = try OutfallCounty.office()
        let photos = try PhotoFolder()
        try photos.draw("a.jpg", 1)
        try photos.draw("b.jpg", 2)
        _ = try importing(office, photos.path, expecting: .fine)
        let digests = try office.query("SELECT digest FROM evidence ORDER BY file_name").split(
            separator: "\n")
        func stored(_ digest: Substring) -> String {
            "\(office.workspace).evidence/\(digest.prefix(2))/\(digest)"
        }
        try FileManager.default.removeItem(atPath: stored(digests[0]))
        try Data("something else".utf8).write(to: URL(fileURLWithPath: stored(digests[1])))
        try BournProgram.run("evidence", "check", office.workspace).expect(.faulty)
        let again = try importing(office, photos.path, expecting: .fine)
        #expect(again["healed"]?.double == 2 && again["known"]?.double == 2)
        try BournProgram.run("evidence", "check", office.workspace).expect(.fine)
    }

    @Test("two imports of one folder at once keep every file once, and neither fails")
    func twoAtOnce() async throws {
        let office = try OutfallCounty.office()
        let photos = try PhotoFolder()
        for number in 0..<6 { try photos.draw("p\(number).jpg", number) }
        // Enough pieces that the two write in turns.
        for number in 0..<600 {
            try Data("note \(number)".utf8).write(
                to: URL(fileURLWithPath: photos.folder.path("n\(number).txt")))
        }
        let (workspace, path) = (office.workspace, photos.path)
        let results = try await withThrowingTaskGroup(of: ProgramResult.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    try BournProgram.run("evidence", "import", workspace, path, "--by", "张三")
                }
            }
            return try await group.reduce(into: [ProgramResult]()) { $0.append($1) }
        }
        for result in results { result.expect(.fine) }
        #expect(try office.query("SELECT count(*) FROM evidence") == "606")
        #expect(try office.query("SELECT count(*) FROM evidence_photo") == "6")
    }

    @Test("a file that was altered in the store is found on reading")
    func altered() throws {
        let office = try OutfallCounty.office()
        let photos = try PhotoFolder()
        try photos.draw("a.jpg", 1)
        _ = try importing(office, photos.path, expecting: .fine)
        let digest = try office.query("SELECT digest FROM evidence")
        let sum = try run("sha256sum", [photos.folder.path("a.jpg")])
        #expect(sum.output.hasPrefix(digest))
        let stored = "\(office.workspace).evidence/\(digest.prefix(2))/\(digest)"
        try Data("something else".utf8).write(to: URL(fileURLWithPath: stored))
        let check = try BournProgram.run("evidence", "check", office.workspace)
        check.expect(.faulty)
        #expect(check.output.contains(digest))
    }
}
