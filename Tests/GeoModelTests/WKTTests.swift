import GeoModel
import TestSupport
import Testing

@Suite("Well-known text")
struct WKTTests {
    @Test("the texts given to shapely mean what shapely's binary means")
    func shapely() throws {
        for row in try rows("wkb.txt") {
            let (text, srid, binary) = (row[0], row[1], try WKB.decode(bytes(row[2])))
            #expect(try WKT.decode(srid == "-" ? text : "SRID=\(srid);\(text)") == binary, "\(text)")
            if binary.droppedOrdinates.isEmpty { #expect(WKT.encode(binary.geometry) == text) }
        }
    }

    static let spellings: [(String, String)] = [
        ("  point(1 2)  ", "POINT (1 2)"),
        ("Point\tz\n(1 2 3)", "POINT (1 2)"),
        ("POINTZM(1 2 3 4)", "POINT (1 2)"),
        ("POINT (1 2 3)", "POINT (1 2)"),
        ("POINT (+1.50 -2e2)", "POINT (1.5 -200)"),
        ("pointz empty", "POINT EMPTY"),
        ("MULTIPOINT (1 2, 3 4)", "MULTIPOINT ((1 2), (3 4))"),
        ("MULTIPOINT (EMPTY, (3 4))", "MULTIPOINT ((3 4))"),
        ("MULTIPOLYGON (EMPTY)", "MULTIPOLYGON (EMPTY)"),
        ("srid=4490; POINT EMPTY", "POINT EMPTY"),
    ]

    @Test("words in any case, joined tags and bare positions are understood", arguments: spellings)
    func spelling(text: String, canonical: String) throws {
        #expect(WKT.encode(try WKT.decode(text).geometry) == canonical)
    }

    static let faults: [(String, WKTError)] = [
        ("", .unexpectedEnd(at: 0)),
        ("POINT", .unexpectedEnd(at: 5)),
        ("POINT (1 2", .unexpectedEnd(at: 10)),
        ("POINT (1)", .unexpectedCharacter(")", at: 8)),
        ("POINT （1 2)", .unexpectedCharacter("（", at: 6)),
        ("POINT (1,2)", .unexpectedCharacter(",", at: 8)),
        ("POINT (1 nan)", .unexpectedCharacter("n", at: 9)),
        ("42", .unexpectedCharacter("4", at: 0)),
        ("CIRCLE (1 2)", .unknownType("CIRCLE", at: 0)),
        ("GEOMETRYCOLLECTION (POINT (1 2), CURVE EMPTY)", .unknownType("CURVE", at: 33)),
        ("POINT (1 1e999)", .badNumber("1e999", at: 9)),
        ("POINT (1 1-1)", .badNumber("1-1", at: 9)),
        ("SRID=4490.5;POINT EMPTY", .badSRID("4490.5", at: 5)),
        ("POINT (1 2 3 4 5)", .wrongOrdinateCount(5, at: 7)),
        ("LINESTRING (1 2, 3 4 5)", .wrongOrdinateCount(3, at: 17)),
        ("POINT Z (1 2)", .wrongOrdinateCount(2, at: 9)),
        ("LINESTRING (1 2)", .lineTooShort(count: 1, at: 11)),
        ("POLYGON ((0 0, 1 0, 0 0))", .ringTooShort(count: 3, at: 9)),
        ("POLYGON (EMPTY)", .ringTooShort(count: 0, at: 9)),
        ("POLYGON ((0 0, 1 0, 1 1, 0 1))", .ringNotClosed(at: 9)),
        ("POINT (1 2) POINT", .trailingText(at: 12)),
    ]

    @Test("a faulty text is refused with the fault and its character", arguments: faults)
    func fault(text: String, fault: WKTError) {
        #expect(throws: fault) { try WKT.decode(text) }
        #expect(fault.offset <= text.count)
    }

    @Test("collections may lie 32 deep and no deeper")
    func nesting() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "GEOMETRYCOLLECTION (", count: depth) + "POINT EMPTY"
                + String(repeating: ")", count: depth)
        }
        #expect(try WKT.decode(nested(WKB.nestingLimit)).geometry.isEmpty)
        #expect(throws: WKTError.nestingTooDeep(at: 33 * 20)) { try WKT.decode(nested(50_000)) }
    }

    @Test("decode after encode is identity; prefixes and mutations never trap", arguments: seeds(60))
    func roundTrip(seed: UInt64) throws {
        var random = RandomGeometry(seed: seed)
        let geometry = random.next()
        let text = WKT.encode(geometry)
        let decoded = try WKT.decode(text).geometry
        #expect(WKB.encode(decoded) == WKB.encode(geometry))
        let accepted = text.indices.dropFirst().filter { (try? WKT.decode(String(text[..<$0]))) != nil }
        #expect(accepted.isEmpty)
        for _ in 0..<50 {
            let hostile = String(decoding: random.mutated(Array(text.utf8)), as: UTF8.self)
            do throws(WKTError) { _ = try WKT.decode(hostile) } catch {
                if error.offset > hostile.utf8.count { Issue.record("offset outside \(hostile)") }
            }
        }
    }
}
