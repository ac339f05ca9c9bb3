import GeoModel
import TestSupport
import Testing

@Suite("GeoJSON")
struct GeoJSONTests {
    private func features(_ text: String) throws -> (features: [GeoJSONFeature], reader: GeoJSONReader) {
        var reader = GeoJSONReader(Array(text.utf8))
        var features: [GeoJSONFeature] = []
        while let feature = try reader.next() { features.append(feature) }
        return (features, reader)
    }

    @Test("a collection gives its features in order, its foreign members passed over")
    func collection() throws {
        let text = """
            {"name":"zones","features":[
            {"type":"Feature","id":"a","geometry":{"coordinates":[1,2],"type":"Point"},"properties":{"code":330106001001,
            "name":"西湖\\u533a","tall":1.50,"ok":true,"none":null,"list":[1,"x"],"deep":{"b":1,"a":2}}},
            {"geometry":null,"properties":null,"type":"Feature","id":7e0}
            ],"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}}}
            """
        let (found, reader) = try features(text)
        #expect(found.count == 2)
        #expect(found[0].id == .string("a"))
        #expect(found[0].geometry == .point(Position(1, 2)))
        #expect(found[0].properties.map(\.name) == ["code", "name", "tall", "ok", "none", "list", "deep"])
        #expect(found[0][property: "name"] == .string("西湖区"))
        guard case .number(let code) = found[0][property: "code"],
            case .number(let tall) = found[0][property: "tall"]
        else {
            Issue.record("numbers are not numbers")
            return
        }
        #expect(code.text == "330106001001" && code.int == 330_106_001_001)
        #expect(tall.text == "1.50" && tall.double == 1.5)
        #expect(found[1].geometry == nil && found[1].properties.isEmpty)
        guard case .number(let id) = found[1].id else {
            Issue.record("the second id is not a number")
            return
        }
        #expect(id.text == "7e0")
        #expect(reader.reference?.crs == .epsg(4490))
    }

    @Test(
        "a single feature and a bare geometry are read as one feature",
        arguments: [
            #"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2,9]}}"#,
            #"{"coordinates":[1,2,9,9],"type":"Point"}"#,
        ])
    func single(text: String) throws {
        let found = try features("\u{FEFF}" + text).features
        #expect(found == [GeoJSONFeature(geometry: .point(Position(1, 2)), droppedOrdinates: .z)])
    }

    static let references: [(String, CRSIdentifier?)] = [
        ("EPSG:4490", .epsg(4490)), ("urn:ogc:def:crs:EPSG:6.9:4549", .epsg(4549)),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", nil), ("EPSG:", nil), ("4490", nil),
    ]

    @Test("the old crs member is reported, and understood if it names an EPSG code", arguments: references)
    func reference(name: String, crs: CRSIdentifier?) throws {
        let text =
            #"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"\#(name)"}},"features":[]}"#
        let reader = try features(text).reader
        #expect(reader.reference?.name == name)
        #expect(reader.reference?.crs == crs)
    }

    static let faults: [(String, GeoJSONError)] = [
        ("", .json(.unexpectedEnd(at: 0))),
        ("[]", .wrongValue(member: .type, at: 0)),
        ("{}", .missingMember(.type, at: 0)),
        (#"{"type":"FeatureCollection"}"#, .missingMember(.features, at: 0)),
        (#"{"type":"Circle"}"#, .unknownType("Circle", at: 8)),
        (#"{"type":7}"#, .wrongValue(member: .type, at: 8)),
        (#"{"type":"Point"}"#, .missingMember(.coordinates, at: 0)),
        (#"{"type":"Point","type":"Point"}"#, .duplicateMember(.type, at: 23)),
        (#"{"type":"Point","coordinates":[1]}"#, .positionTooShort(count: 1, at: 30)),
        (#"{"type":"Point","coordinates":[1,"2"]}"#, .wrongValue(member: .coordinates, at: 33)),
        (#"{"type":"Point","coordinates":[1,1e999]}"#, .notFinite(at: 33)),
        (#"{"type":"Point","coordinates":[1,NaN]}"#, .json(.unexpectedByte(0x4E, at: 33))),
        (#"{"type":"LineString","coordinates":[[1,2]]}"#, .lineTooShort(count: 1, at: 35)),
        (#"{"type":"LineString","coordinates":[[1,2],[]]}"#, .positionTooShort(count: 0, at: 42)),
        (
            #"{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}"#,
            .ringTooShort(count: 3, at: 33)
        ),
        (
            #"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}"#,
            .ringNotClosed(at: 33)
        ),
        (#"{"type":"Feature","geometry":null}x"#, .json(.trailingBytes(at: 34))),
        (#"{"type":"Feature","properties":{}}"#, .missingMember(.geometry, at: 0)),
        (#"{"type":"Feature","geometry":[]}"#, .wrongValue(member: .geometry, at: 29)),
        (#"{"type":"Feature","id":[],"geometry":null}"#, .wrongValue(member: .id, at: 23)),
        (#"{"type":"FeatureCollection","features":[{"type":"X"}]}"#, .unknownType("X", at: 48)),
        (#"{"type":"FeatureCollection","features":{}}"#, .wrongValue(member: .features, at: 39)),
        (#"{"features":[],"type":"Feature"}"#, .unknownType("Feature", at: 22)),
    ]

    @Test("a faulty text is refused with the fault and its byte", arguments: faults)
    func fault(text: String, fault: GeoJSONError) {
        let found = #expect(throws: GeoJSONError.self) { try features(text) }
        #expect(found == fault)
        #expect(fault.offset <= text.utf8.count)
    }

    @Test("collections nested too deep are refused")
    func nesting() {
        let text = String(repeating: #"{"type":"GeometryCollection","geometries":["#, count: 50_000)
        #expect(throws: GeoJSONError.nestingTooDeep(at: 33 * 43)) {
            try GeoJSON.decodeGeometry(Array(text.utf8))
        }
    }

    @Test("decode after encode is identity to the bit; prefixes are refused", arguments: seeds(50))
    func roundTrip(seed: UInt64) throws {
        var random = RandomGeometry(seed: seed)
        let geometry = random.next()
        let text = GeoJSON.encode(geometry)
        #expect(WKB.encode(try GeoJSON.decodeGeometry(text).geometry) == WKB.encode(geometry))
        let accepted = text.indices.filter { (try? GeoJSON.decodeGeometry(Array(text[..<$0]))) != nil }
        #expect(accepted.isEmpty)
        for _ in 0..<50 {
            let hostile = random.mutated(text)
            do throws(GeoJSONError) { _ = try GeoJSON.decodeGeometry(hostile) } catch {
                if error.offset > hostile.count { Issue.record("offset outside \(hostile)") }
            }
        }
    }

    @Test("a collection written feature by feature is read back the same", arguments: seeds(20))
    func collections(seed: UInt64) throws {
        var random = RandomGeometry(seed: seed)
        var writer = GeoJSONWriter(foreignMembers: [JSONMember("name", .string("\"\\\n\u{1}区"))])
        var text: [UInt8] = []
        let written = (0..<10).map { index in
            GeoJSONFeature(
                id: index % 2 == 0 ? .string("\(index)") : .number(JSONNumber(index)),
                geometry: index == 3 ? nil : random.next(),
                properties: [JSONMember("code", .string("0\(index)")), JSONMember("", .null)])
        }
        for feature in written {
            writer.append(feature)
            text += writer.takeBytes()
        }
        writer.finish()
        text += writer.takeBytes()
        #expect(try features(String(decoding: text, as: UTF8.self)).features == written)
        guard case .object(let members) = try JSONValue(json: text) else {
            Issue.record("a collection is an object")
            return
        }
        #expect(members[1].value == .string("\"\\\n\u{1}区"))
    }

    @Test("rounding and the right-hand rule act where asked, and only there")
    func style() throws {
        let clockwise = try WKT.decode("POLYGON ((0 0, 0 3, 3.00049 3, 3 0, 0 0), (1 1, 2 1, 2 2, 1 1))")
            .geometry
        func text(_ style: GeoJSONStyle) -> String {
            String(decoding: GeoJSON.encode(clockwise, style: style), as: UTF8.self)
        }
        let head = #"{"type":"Polygon","coordinates":"#
        #expect(
            text(GeoJSONStyle())
                == head + "[[[0,0],[0,3],[3.00049,3],[3,0],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]}")
        #expect(
            text(GeoJSONStyle(decimals: 3, followsRightHandRule: true))
                == head + "[[[0,0],[3,0],[3,3],[0,3],[0,0]],[[1,1],[2,2],[2,1],[1,1]]]}")
    }
}
