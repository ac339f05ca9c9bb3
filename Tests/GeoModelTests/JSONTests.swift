import GeoModel
import TestSupport
import Testing

@Suite("JSON")
struct JSONTests {
    static let faults: [(String, JSONError)] = [
        ("", .unexpectedEnd(at: 0)), ("[1", .unexpectedEnd(at: 2)), ("nul", .unexpectedEnd(at: 3)),
        ("nulL", .unexpectedByte(0x4C, at: 3)), ("[1,]", .unexpectedByte(0x5D, at: 3)),
        ("{\"a\" 1}", .unexpectedByte(0x31, at: 5)), ("{a:1}", .unexpectedByte(0x61, at: 1)),
        ("[01]", .badNumber(at: 1)), ("[1.]", .badNumber(at: 1)), ("[-]", .badNumber(at: 1)),
        ("[1e+]", .badNumber(at: 1)), ("1.", .unexpectedEnd(at: 2)), ("+1", .unexpectedByte(0x2B, at: 0)),
        (#"["\x"]"#, .badEscape(at: 2)), (#"["\ud800"]"#, .badEscape(at: 2)),
        (#"["\ud800\u0041"]"#, .badEscape(at: 2)), (#"["\udc00"]"#, .badEscape(at: 2)),
        (#"["\u00g0"]"#, .badEscape(at: 2)), ("\"a\nb\"", .controlCharacter(0x0A, at: 2)),
        ("\"a", .unexpectedEnd(at: 2)), ("1 2", .trailingBytes(at: 2)),
    ]

    @Test("a faulty text is refused with the fault and its byte", arguments: faults)
    func fault(text: String, fault: JSONError) {
        #expect(throws: fault) { try JSONValue(json: Array(text.utf8)) }
        #expect(fault.offset <= text.utf8.count)
    }

    @Test("a string that is no UTF-8 is refused")
    func invalidUTF8() {
        #expect(throws: JSONError.badUTF8(at: 1)) { try JSONValue(json: [0x22, 0xC0, 0x80, 0x22]) }
    }

    @Test("arrays may lie 128 deep and no deeper")
    func nesting() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array(repeating: 0x5B, count: depth) + Array(repeating: 0x5D, count: depth)
        }
        _ = try JSONValue(json: nested(JSONError.nestingLimit))
        #expect(throws: JSONError.nestingTooDeep(at: 128)) { try JSONValue(json: nested(200_000)) }
    }

    @Test("escapes are undone and written back in their shortest form")
    func escapes() throws {
        let value = try JSONValue(json: Array(#""\"\\\/\b\f\n\r\t\u533a\ud83d\ude00""#.utf8))
        #expect(value == .string("\"\\/\u{8}\u{C}\n\r\t区😀"))
        #expect(String(decoding: value.json, as: UTF8.self) == #""\"\\/\u0008\u000c\n\r\t区😀""#)
    }

    @Test(
        "numbers keep their text", arguments: ["0", "-0", "1.50", "1E5", "330106001001000000123", "1e-400"])
    func numbers(text: String) throws {
        guard case .number(let number) = try JSONValue(json: Array(text.utf8)) else {
            Issue.record("\(text) is a number")
            return
        }
        #expect(number.text == text)
        #expect(number.double == Double(text))
    }

    @Test(
        "ordinates are read to the nearest double, as the standard library reads them", arguments: seeds(20))
    func nearest(seed: UInt64) throws {
        var random = RandomGeometry(seed: seed)
        for _ in 0..<200 {
            let digits = String(
                (0..<(1 + random.index(below: 21))).map { _ in Character("\(random.index(below: 10))") })
            let exponent = random.index(below: 60) - 30
            let text = "-0.\(digits)e\(exponent)"
            let json = Array(#"{"type":"Point","coordinates":[\#(text),0]}"#.utf8)
            guard case .point(let position) = try GeoJSON.decodeGeometry(json).geometry else { continue }
            if position?.x.bitPattern != Double(text)?.bitPattern { Issue.record("\(text) is read wrongly") }
        }
    }
}
