import Coverage
import Foundation
import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("A certificate")
struct CertificateTests {
    private let verifier = CertificateVerifier()

    private func verify(_ json: String, _ zones: [MultiPolygon], _ codes: [String]) throws -> (Int32, String)
    {
        let rows = zip(codes, zones).map { CertificateVerifier.Row(code: $0, area: $1) }
        return try verifier.verify(json, rows)
    }

    /// A small coverage near 110° E, 30° N with a hole, an enclave and an exclave.
    private func sample(_ seed: UInt64) -> [MultiPolygon] {
        MadeCoverage(seed: seed, size: 3).zones.map { ring in
            let degrees = ring.map { Position(110 + $0.x / 1000, 30 + $0.y / 1000) }
            return MultiPolygon([Polygon(exterior: LinearRing(unchecked: degrees))])
        }
    }

    private func certificate(_ zones: [MultiPolygon], _ codes: [String]) -> CoverageCertificate {
        let input = CoverageInput(zones: PolygonTable(zones), codes: codes, measure: .geographic())
        return CoverageCertificate(
            input, report: CoverageChecker().check(input), reference: .cgcs2000)
    }

    @Test("fits the data it was made from", arguments: seeds(2))
    func fits(seed: UInt64) throws {
        let zones = sample(seed)
        let codes = zones.indices.map { "z\($0)" }
        let made = certificate(zones, codes)
        #expect(made.isValid && made.isComplete && made.openFaults == 0)
        let (status, output) = try verify(made.json, zones.map(turned), codes)
        #expect(status == 0, "\(output)")
    }

    /// The same area with its ring begun elsewhere and run the other way.
    private func turned(_ area: MultiPolygon) -> MultiPolygon {
        MultiPolygon(
            area.polygons.map { polygon in
                Polygon(
                    rings: polygon.rings.map { ring in
                        let open = Array(ring.positions.dropLast())
                        let moved = Array(open[2...]) + open[..<2]
                        return LinearRing(unchecked: Array((moved + [moved[0]]).reversed()))
                    })
            })
    }

    @Test(
        "does not fit data in which one coordinate has changed by one unit in the last place",
        arguments: seeds(3))
    func changedCoordinate(seed: UInt64) throws {
        let zones = sample(1)
        let codes = zones.indices.map { "z\($0)" }
        var random = SplitMix64(seed: seed)
        let zone = random.index(below: zones.count)
        var ring = zones[zone].polygons[0].rings[0].positions
        let place = 1 + random.index(below: ring.count - 2)
        if random.index(below: 2) == 0 {
            ring[place].x = ring[place].x.nextUp
        } else {
            ring[place].y = ring[place].y.nextDown
        }
        var changed = zones
        changed[zone] = MultiPolygon([Polygon(exterior: LinearRing(unchecked: ring))])
        let (status, output) = try verify(certificate(zones, codes).json, changed, codes)
        #expect(status == 1 && output.contains("zone z\(zone):"), "\(output)")
    }

    @Test("does not fit when a zone is dropped, renamed or doubled")
    func changedZones() throws {
        let zones = sample(1)
        let codes = zones.indices.map { "z\($0)" }
        let json = certificate(zones, codes).json
        #expect(try verify(json, Array(zones.dropLast()), Array(codes.dropLast())).0 == 1)
        #expect(try verify(json, zones, ["other"] + codes.dropFirst()).0 == 1)
        #expect(try verify(json, zones + [zones[0]], codes + [codes[0]]).0 == 1)
    }

    @Test("that was forged is found out")
    func forged() throws {
        let zones = sample(1)
        let codes = zones.indices.map { "z\($0)" }
        let json = certificate(zones, codes).json
        let forgeries = [
            json.replacingOccurrences(of: "\"paired\": ", with: "\"paired\": 1"),
            json.replacingOccurrences(of: "\"complete\": true", with: "\"complete\": false"),
            json.replacingOccurrences(of: "\"z0\"", with: "\"z9\""),
        ]
        for forgery in forgeries { #expect(try verify(forgery, zones, codes).0 == 1) }
        #expect(try verify("{}", zones, codes).0 == 65)
    }

    private func resealed(_ json: String, _ old: String, _ new: String) throws -> String {
        #expect(json.contains(old))
        return try verifier.resealed(json.replacingOccurrences(of: old, with: new))
    }

    @Test("that was forged is found out even when its own digest was made to fit", arguments: seeds(2))
    func resealedForgery(seed: UInt64) throws {
        let zones = sample(seed)
        let codes = zones.indices.map { "z\($0)" }
        let made = certificate(zones, codes)
        let zone = made.zones[Int(seed) % made.zones.count]
        let flipped =
            zone.digest.hasPrefix("0") ? "1" + zone.digest.dropFirst() : "0" + zone.digest.dropFirst()
        let forgeries = [
            (zone.digest, String(flipped)), (made.borderDigest, String(made.borderDigest.reversed())),
            ("\"paired\": \(made.pairedEdges)", "\"paired\": \(made.pairedEdges + 1)"),
            ("\"lone\": \(made.loneEdges)", "\"lone\": \(made.loneEdges - 1)"),
            ("\"area_m2\": \(zone.area.value)", "\"area_m2\": \(zone.area.value * 1.000001)"),
            ("\"code\": \"\(zone.code)\"", "\"code\": \"other\""),
        ]
        for (old, new) in forgeries {
            #expect(try verify(resealed(made.json, old, new), zones, codes).0 == 1, "\(old) → \(new)")
        }
        #expect(try verify(resealed(made.json, "valid", "valid"), zones, codes).0 == 0)
    }

    @Test("an accepted fault stays accepted until its geometry changes")
    func exceptions() throws {
        let hole = "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 3 6, 6 6, 6 3, 3 3))"
        let moved = "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 3 6, 6 6, 6 4, 3 3))"
        let report = check(try areas([hole]))
        let lake = AcceptedFault(fault: try #require(report.faults.first?.id), reason: "a lake", person: "Li")
        #expect(report.reviewed(with: [lake]).open.isEmpty)
        let later = check(try areas([moved])).reviewed(with: [lake])
        #expect(later.open.count == 1 && later.stale == [lake])
        #expect(FaultID("\(lake.fault)") == lake.fault)
    }
}
