import GeoModel
import TestSupport
import Testing

@Suite("Areas straight from bytes to a table")
struct PolygonTableCodecTests {
    /// The slow path: decode to a value, then append the value.
    private func slow(_ wkb: [UInt8], _ builder: inout PolygonTable.Builder) throws(WKBError) {
        let decoded = try WKB.decode(wkb)
        guard let area = decoded.geometry.area else {
            throw .notAnArea(decoded.geometry.kind, at: 1)
        }
        builder.append(area)
    }

    private func same(_ a: PolygonTable, _ b: PolygonTable) -> Bool {
        a.positions == b.positions && a.ringStarts == b.ringStarts && a.polygonStarts == b.polygonStarts
            && a.featureStarts == b.featureStarts
    }

    @Test("the fast path gives the table of the slow path, whatever the bytes", arguments: seeds(40))
    func fastEqualsSlow(seed: UInt64) {
        var random = RandomGeometry(seed: seed)
        var fast = PolygonTable.Builder()
        var naive = PolygonTable.Builder()
        for round in 0..<200 {
            let order = random.index(below: 3)
            let area = random.nextArea()
            let first = area.polygons.first.map { Geometry.polygon($0) } ?? .polygon(Polygon(rings: []))
            let geometry = round % 5 == 0 ? random.next() : round % 2 == 0 ? first : .multiPolygon(area)
            let whole = NaiveWKB { ($0 + order) % 2 == 0 || order == 2 }.encode(geometry)
            let wkb = round % 3 == 0 ? random.mutated(whole) : whole
            let before = fast.count
            var expected: WKBError?
            do throws(WKBError) { try slow(wkb, &naive) } catch { expected = error }
            var found: WKBError?
            do throws(WKBError) { try fast.append(wkb: wkb) } catch { found = error }
            // A damaged geometry of another kind is refused for its kind before its damage is seen.
            if case .notAnArea = found {
                if expected == nil || fast.count != before { Issue.record("\(wkb) is refused wrongly") }
            } else if found != expected {
                Issue.record("\(wkb): the fast path finds \(found as Any), the slow one \(expected as Any)")
            }
        }
        #expect(same(fast.finish(), naive.finish()))
    }

    @Test("a refused feature leaves nothing behind, wherever its fault lies", arguments: seeds(30))
    func refusals(seed: UInt64) throws {
        var random = RandomGeometry(seed: seed)
        let good = random.nextArea()
        let blob = GeoPackageBlob.encode(.multiPolygon(random.nextArea()), srsID: 4490)
        var builder = PolygonTable.Builder()
        builder.append(good)
        for length in blob.indices {
            let prefix = Array(blob[..<length])
            do throws(GeoPackageBlobError) {
                try builder.append(geoPackageBlob: prefix)
                Issue.record("\(length) of \(blob.count) bytes are accepted")
            } catch {
                if error.offset > length { Issue.record("\(error) lies outside \(length) bytes") }
            }
        }
        let appended = try builder.append(geoPackageBlob: blob)
        #expect(appended.srid == 4490 && appended.droppedOrdinates.isEmpty)
        builder.append(good)
        let table = builder.finish()
        #expect(table.count == 3)
        #expect(table.area(ofFeature: 0) == good)
        #expect(table.encodeGeoPackageBlob(feature: 1, srsID: 4490) == blob)
        #expect(table.area(ofFeature: 2) == good)
    }

    @Test(
        "a geometry that is no area is refused by name",
        arguments: [
            ("01 01000000 o o", GeometryKind.point),
            ("01 02000000 00000000", .lineString),
            ("01 04000000 00000000", .multiPoint),
            ("01 07000000 00000000", .geometryCollection),
        ])
    func notAnArea(hex: String, kind: GeometryKind) {
        var builder = PolygonTable.Builder()
        #expect(throws: WKBError.notAnArea(kind, at: 1)) { try builder.append(wkb: bytes(hex)) }
        #expect(throws: GeoPackageBlobError.wkb(.notAnArea(kind, at: 9))) {
            try builder.append(geoPackageBlob: bytes("47500001 8A110000" + hex))
        }
        #expect(builder.count == 0)
    }

    @Test("heights are read over, noted, and a fault after them keeps its offset")
    func heights() throws {
        var builder = PolygonTable.Builder()
        let head = "01 EB030000 01000000 04000000 "
        let appended = try builder.append(wkb: bytes(head + "o o n i o n o i n o o n"))
        #expect(appended.droppedOrdinates == .z)
        #expect(throws: WKBError.notFinite(at: 13 + 2 * 24 + 8)) {
            try builder.append(wkb: bytes(head + "o o n i o n o x n o o n"))
        }
        #expect(throws: WKBError.ringNotClosed(at: 13 + 3 * 24)) {
            try builder.append(wkb: bytes(head + "o o n i o n o i n o i n"))
        }
        #expect(
            builder.finish().positions == [Position(0, 0), Position(1, 0), Position(0, 1), Position(0, 0)])
    }

    @Test("a table written and read again is the same to the bit", arguments: seeds(30))
    func roundTrip(seed: UInt64) throws {
        var random = RandomGeometry(seed: seed)
        let table = PolygonTable((0..<20).map { _ in random.nextArea() })
        var builder = PolygonTable.Builder()
        for feature in 0..<table.count {
            let blob = table.encodeGeoPackageBlob(feature: feature, srsID: 4490)
            #expect(blob == GeoPackageBlob.encode(.multiPolygon(table.area(ofFeature: feature)), srsID: 4490))
            #expect(
                table.encodeWKB(feature: feature)
                    == Array(blob.suffix(table.encodeWKB(feature: feature).count)))
            try builder.append(geoPackageBlob: blob)
        }
        let again = builder.finish()
        #expect(same(again, table))
        let bits = { (table: PolygonTable) in table.positions.flatMap { [$0.x.bitPattern, $0.y.bitPattern] } }
        #expect(bits(again) == bits(table))
    }
}
