import GeoModel
import TestSupport
import Testing

@Suite("GeoPackage geometry blobs")
struct GeoPackageBlobTests {
    static let point = "01 01000000 i o"

    @Test(
        "every envelope kind is read in both byte orders",
        arguments: [
            ("47500001 8A110000", 8),
            ("47500003 8A110000 i i o o", 40),
            ("47500005 8A110000 i i o o n n", 56),
            ("47500007 8A110000 i i o o n n", 56),
            ("47500009 8A110000 i i o o n n n n", 72),
            ("47500000 0000118A", 8),
            ("47500002 0000118A 3FF0000000000000 3FF0000000000000 o o", 40),
        ])
    func headers(hex: String, length: Int) throws {
        let header = bytes(hex)
        #expect(header.count == length)
        let blob = header + bytes(Self.point)
        let decoded = try GeoPackageBlob.decode(blob)
        #expect(decoded == DecodedGeometry(geometry: .point(Position(1, 0)), srid: 4490))
        #expect(try GeoPackageBlob.envelope(of: blob) == Envelope(Position(1, 0)))
        #expect(try !GeoPackageBlob.isEmpty(blob))
    }

    @Test("the envelope of the header is believed without reading the WKB, unless it is no rectangle")
    func envelopeSource() throws {
        let believed = bytes("47500003 8A110000 o i o i") + bytes("FF")
        #expect(try GeoPackageBlob.envelope(of: believed) == Envelope(minX: 0, minY: 0, maxX: 1, maxY: 1))
        for sides in ["n n n n", "i o o o", "o i i o", "o x o i", "o i o n"] {
            let blob = bytes("47500003 8A110000 \(sides)") + bytes(Self.point)
            #expect(try GeoPackageBlob.envelope(of: blob) == Envelope(Position(1, 0)), "\(sides)")
        }
    }

    @Test("what GDAL wrote is read, and planar areas are written to the byte as GDAL writes them")
    func gdal() throws {
        let rows = try rows("geopackage.txt")
        #expect(rows.count == 6)
        for row in rows {
            let (text, blob) = (try WKT.decode(row[0]), bytes(row[1]))
            let decoded = try GeoPackageBlob.decode(blob)
            #expect(decoded.geometry == text.geometry, "\(row[0])")
            #expect(decoded.droppedOrdinates == text.droppedOrdinates, "\(row[0])")
            #expect(decoded.srid == 4490)
            #expect(try GeoPackageBlob.envelope(of: blob) == text.geometry.envelope, "\(row[0])")
            if row[0].contains("POLYGON (") {
                #expect(GeoPackageBlob.encode(decoded.geometry, srsID: 4490) == blob, "\(row[0])")
            }
        }
    }

    @Test(
        "one geometry is the same canonical bytes whatever header and byte order a program gave it",
        arguments: [
            "47500001 8A110000 01 01000000 i o", "47500003 8A110000 i i o o 01 01000000 i o",
            "47500005 8A110000 i i o o n n 01 01000000 i o", "47500003 8A110000 n n n n 01 01000000 i o",
            "47500003 8A110000 o o i i 01 01000000 i o",
            "47500000 0000118A 00 00000001 3FF0000000000000 0000000000000000",
        ])
    func canonical(hex: String) throws {
        let wanted = GeoPackageBlob.encode(.point(Position(1, 0)), srsID: 4490)
        let blob = bytes(hex)
        #expect(unsafe GeoPackageBlob.canonical(blob.span.bytes) ?? blob == wanted)
    }

    @Test(
        "another place, another reference system, heights and damage are never the same bytes",
        arguments: [
            "47500001 8A110000 01 01000000 o i", "47500001 E6100000 01 01000000 i o",
            "47500001 8A110000 01 E9030000 i o o", "47500001 8A110000 01 01000000 i",
            "47500001 8A110000 01 01000000 i o FF", "47500011 8A110000 01 01000000 n n",
        ])
    func canonicalDiffers(hex: String) throws {
        let wanted = GeoPackageBlob.encode(.point(Position(1, 0)), srsID: 4490)
        let blob = bytes(hex)
        #expect(unsafe GeoPackageBlob.canonical(blob.span.bytes) ?? blob != wanted)
    }

    @Test("an empty geometry has no envelope, with or without the empty flag")
    func empties() throws {
        for hex in ["47500011 8A110000 01 01000000 n n", "47500001 8A110000 01 06000000 00000000"] {
            #expect(try GeoPackageBlob.envelope(of: bytes(hex)) == nil)
            #expect(try GeoPackageBlob.isEmpty(bytes(hex)))
            #expect(try GeoPackageBlob.decode(bytes(hex)).geometry.isEmpty)
        }
        let written = GeoPackageBlob.encode(.point(nil), srsID: 4490)
        #expect(written == bytes("47500011 8A110000 01 01000000 n n"))
    }

    static let damaged: [(String, GeoPackageBlobError)] = [
        ("", .truncated(at: 0)),
        ("4750000100", .truncated(at: 5)),
        ("47500003 8A110000 o o o 00", .truncated(at: 33)),
        ("47500007 8A110000 o o o o o", .truncated(at: 48)),
        ("58500001 8A110000", .badMagic(at: 0)),
        ("47580001 8A110000", .badMagic(at: 0)),
        ("47500101 8A110000", .unsupportedVersion(1, at: 2)),
        ("47500021 8A110000", .extendedGeometry(at: 3)),
        ("4750000B 8A110000", .unknownEnvelopeKind(5, at: 3)),
        ("4750000F 8A110000", .unknownEnvelopeKind(7, at: 3)),
        ("47500001 8A110000", .wkb(.truncated(at: 8))),
        ("47500001 8A110000 01 01000000 o n", .wkb(.notFinite(at: 21))),
        ("47500001 8A110000 01 01000000 o o 00", .wkb(.trailingBytes(count: 1, at: 29))),
    ]

    @Test("damaged bytes are refused with the fault and its offset from the blob's start", arguments: damaged)
    func damage(hex: String, fault: GeoPackageBlobError) {
        #expect(throws: fault) { try GeoPackageBlob.decode(bytes(hex)) }
        #expect(throws: fault) { try GeoPackageBlob.envelope(of: bytes(hex)) }
    }

    @Test("decode after encode is identity, and the envelope is the geometry's", arguments: seeds(200))
    func roundTrip(seed: UInt64) throws {
        var random = RandomGeometry(seed: seed)
        let geometry = random.next()
        let blob = GeoPackageBlob.encode(geometry, srsID: -1)
        #expect(try GeoPackageBlob.decode(blob) == DecodedGeometry(geometry: geometry, srid: -1))
        #expect(try GeoPackageBlob.envelope(of: blob) == geometry.envelope)
        #expect(try GeoPackageBlob.isEmpty(blob) == geometry.isEmpty)
        for length in blob.indices {
            let prefix = Array(blob[..<length])
            if refusal({ () throws(GeoPackageBlobError) in _ = try GeoPackageBlob.decode(prefix) }) == nil {
                Issue.record("\(length) of \(blob.count) bytes are accepted")
            }
        }
    }
}
