import GeoModel
import TestSupport
import Testing

@Suite("Well-known binary")
struct WKBTests {
    @Test("what shapely wrote is read in both byte orders, and planar values are written as shapely does")
    func shapely() throws {
        let rows = try rows("wkb.txt")
        #expect(rows.count == 37)
        for row in rows {
            let (text, srid, little) = (row[0], row[1], bytes(row[2]))
            let decoded = try WKB.decode(little)
            #expect(decoded == (try WKB.decode(bytes(row[3]))), "\(text)")
            #expect(decoded.srid == Int32(srid), "\(text)")
            var dropped: DroppedOrdinates = []
            if text.contains(" Z (") || text.contains(" ZM (") { dropped.insert(.z) }
            if text.contains(" M (") || text.contains(" ZM (") { dropped.insert(.m) }
            #expect(decoded.droppedOrdinates == dropped, "\(text)")
            if dropped.isEmpty && srid == "-" { #expect(WKB.encode(decoded.geometry) == little, "\(text)") }
        }
    }

    static let damaged: [(String, WKBError)] = [
        ("", .truncated(at: 0)),
        ("01", .truncated(at: 1)),
        ("0101000000", .truncated(at: 5)),
        ("0101000000 o", .truncated(at: 5)),
        ("0102000020AA", .truncated(at: 5)),
        ("0201000000", .unknownByteOrder(2, at: 0)),
        ("0100000000", .unknownType(0, at: 1)),
        ("0108000000", .unknownType(8, at: 1)),
        ("01A90F0000", .unknownType(4009, at: 1)),
        ("01A10F0000", .unknownType(4001, at: 1)),
        ("010400000001000000 010200000000000000", .wrongMember(.lineString, expected: .point, at: 10)),
        (
            "010600000001000000 010600000000000000",
            .wrongMember(.multiPolygon, expected: .polygon, at: 10)
        ),
        ("0102000000FFFFFFFF", .countTooLarge(0xFFFF_FFFF, at: 5)),
        ("0103000000FFFFFF7F00000000", .countTooLarge(0x7FFF_FFFF, at: 5)),
        ("01070000000200000001070000000000", .countTooLarge(2, at: 5)),
        ("010200000001000000 o o", .lineTooShort(count: 1, at: 5)),
        ("01 03000000 01000000  00000000", .ringTooShort(count: 0, at: 9)),
        ("01 03000000 01000000  03000000 o o i o o o", .ringTooShort(count: 3, at: 9)),
        (
            "01 03000000 01000000  04000000 o o i o o i o i",
            .ringNotClosed(at: 61)
        ),
        (
            "01 03000000 01000000  04000000 o o i n o i o o",
            .notFinite(at: 37)
        ),
        (
            "01 03000000 01000000  04000000 o o i o x i o o",
            .notFinite(at: 45)
        ),
        ("0101000000 n o", .notFinite(at: 5)),
        ("0101000000 o n", .notFinite(at: 13)),
        ("0101000000 o o 00", .trailingBytes(count: 1, at: 21)),
        (
            "0107000020 8A110000 01000000 0101000020 E6100000 o o",
            .conflictingSRID(4326, at: 18)
        ),
    ]

    @Test(
        "damaged bytes are refused with the fault and its offset",
        arguments: damaged)
    func damage(hex: String, fault: WKBError) {
        #expect(throws: fault) { try WKB.decode(bytes(hex)) }
        #expect(fault.offset <= bytes(hex).count)
    }

    @Test("collections may lie 32 deep and no deeper")
    func nesting() throws {
        func nested(_ depth: Int) -> [UInt8] {
            repeatElement(bytes("010700000001000000"), count: depth).flatMap { $0 }
                + bytes("010700000000000000")
        }
        #expect(try WKB.decode(nested(WKB.nestingLimit)).geometry.isEmpty)
        let tooDeep = WKBError.nestingTooDeep(at: 33 * 9 + 1)
        #expect(throws: tooDeep) { try WKB.decode(nested(WKB.nestingLimit + 1)) }
        #expect(throws: tooDeep) { try WKB.decode(nested(100_000)) }
    }

    @Test("an empty point in a multipoint adds nothing")
    func emptyMember() throws {
        let hex =
            "010400000002000000 0101000000 n n 0101000000 o i"
        #expect(try WKB.decode(bytes(hex)).geometry == .multiPoint([Position(0, 1)]))
    }

    @Test(
        "decode after encode is identity to the bit, in either byte order and in mixed ones",
        arguments: seeds(300))
    func roundTrip(seed: UInt64) throws {
        var random = RandomGeometry(seed: seed)
        let geometry = random.next()
        let encoded = WKB.encode(geometry)
        #expect(encoded == NaiveWKB { _ in true }.encode(geometry))
        let writers = [NaiveWKB { _ in true }, NaiveWKB { _ in false }, NaiveWKB { $0 % 2 == 1 }]
        for writer in writers {
            let decoded = try WKB.decode(writer.encode(geometry))
            #expect(decoded == DecodedGeometry(geometry: geometry))
            #expect(WKB.encode(decoded.geometry) == encoded)
        }
        #expect(try WKB.envelope(of: encoded) == geometry.envelope)
    }

    @Test("every prefix of valid bytes is refused at an offset within it", arguments: seeds(100))
    func prefixes(seed: UInt64) {
        var random = RandomGeometry(seed: seed)
        let whole = NaiveWKB { ($0 + Int(seed)) % 2 == 0 }.encode(random.next())
        for length in whole.indices {
            let prefix = Array(whole[..<length])
            if refusal({ () throws(WKBError) in _ = try WKB.decode(prefix) }).map({ $0.offset <= length })
                != true
            {
                Issue.record("decode accepts \(length) of \(whole.count) bytes, or names a place outside")
            }
            if refusal({ () throws(WKBError) in _ = try WKB.envelope(of: prefix) }) == nil {
                Issue.record("envelope accepts \(length) of \(whole.count) bytes")
            }
        }
    }

    @Test(
        "20,000 mutated values are read or refused, alike by every path, and never trap", arguments: seeds(20)
    )
    func mutations(seed: UInt64) {
        var random = RandomGeometry(seed: seed)
        for _ in 0..<1000 {
            let order = random.index(below: 2) == 0
            let hostile = random.mutated(NaiveWKB { ($0 % 2 == 0) == order }.encode(random.next()))
            do throws(WKBError) {
                let decoded = try WKB.decode(hostile)
                let again = try WKB.decode(WKB.encode(decoded.geometry)).geometry
                let envelope = try WKB.envelope(of: hostile)
                if again != decoded.geometry || envelope != again.envelope {
                    Issue.record("\(hostile) is read in two ways")
                }
            } catch {
                if error.offset > hostile.count {
                    Issue.record("\(error) lies outside \(hostile.count) bytes")
                }
            }
        }
    }
}

extension RandomGeometry {
    /// Bytes with one to three random bytes changed, cut off or put in.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...index(below: 3) where !bytes.isEmpty {
            let place = index(below: bytes.count)
            switch index(below: 6) {
            case 0: bytes.removeSubrange(place...)
            case 1: bytes.insert(UInt8(index(below: 256)), at: place)
            case 2: bytes[place] = 0xFF
            case 3: bytes[place] ^= 1 << UInt8(index(below: 8))
            default: bytes[place] = UInt8(index(below: 256))
            }
        }
        return bytes
    }
}
