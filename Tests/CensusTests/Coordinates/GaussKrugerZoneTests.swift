import Census
import Foundation
import GeoModel
import Testing

/// Codes and names from the EPSG registry as Debian 12's PROJ 9.1.1 ships it (proj.db, table projected_crs).
private func registryNames() throws -> [(code: Int, name: String)] {
    let url = try #require(
        Bundle.module.url(forResource: "Fixtures/gauss_kruger_names", withExtension: "csv"))
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst().compactMap {
        line in
        let parts = line.split(separator: ",", maxSplits: 1)
        return Int(parts[0]).map { ($0, String(parts[1])) }
    }
}

@Suite("Gauss-Krüger zones")
struct GaussKrugerZoneTests {
    @Test("every code means the zone that the registry names")
    func agreesWithTheRegistry() throws {
        var checked = 0
        for (code, name) in try registryNames() {
            guard let zone = GaussKrugerZone(epsg: code) else { continue }
            checked += 1
            #expect(name.contains("3-degree") == (zone.width == .three))
            #expect(name.hasSuffix(zone.isPrefixed ? "zone \(zone.number)" : "CM \(zone.centralMeridian)E"))
            let datum: ChineseDatum =
                name.hasPrefix("CGCS2000")
                ? .cgcs2000 : name.hasPrefix("Xian 1980") ? .xian1980 : .beijing1954
            #expect(zone.datum == datum)
            let again = GaussKrugerZone(
                datum: zone.datum, width: zone.width, number: zone.number, isPrefixed: zone.isPrefixed)
            #expect(again?.epsg == code)
        }
        #expect(checked == 3 * (21 + 21 + 11 + 11))
    }

    @Test("other codes are no zones", arguments: [4490, 4326, 3857, 4512 + 1000, 2400, 21424, 0, -1])
    func otherCodes(code: Int) {
        #expect(GaussKrugerZone(epsg: code) == nil)
    }

    @Test(
        "a longitude's zone and central meridian",
        arguments: [
            (118.758, ZoneWidth.three, 40, 120), (118.758, .six, 20, 117), (116.377, .three, 39, 117),
            (104.06, .three, 35, 105), (105, .six, 18, 105), (117, .three, 39, 117), (102, .six, 18, 105),
        ])
    func zoneOfLongitude(longitude: Double, width: ZoneWidth, zone: Int, meridian: Int) {
        #expect(width.zoneNumber(ofLongitude: longitude) == zone)
        #expect(width.centralMeridian(ofZone: zone) == meridian)
    }

    @Test(
        "the published projected positions fit their zones",
        arguments: [
            (4524, 36500480.83, 3356695.63), (4530, 42500000.00, 5173340.81), (4522, 34500000.00, 3531872.69),
            (4505, 500440.32, 4185854.08), (2343, 500000.00, 3541854.08), (4528, 40382741.321, 3548995.320),
            (4498, 20666056.629, 3549673.573), (4523, 35409907.103, 3393656.584),
            (4527, 39446801.031, 4419938.281),
        ])
    func vectorsFit(code: Int, easting: Double, northing: Double) throws {
        let zone = try #require(GaussKrugerZone(epsg: code))
        #expect(zone.complaint(about: Position(easting, northing)) == nil)
    }

    @Test(
        "metres that do not fit the declared zone are told why",
        arguments: [
            (4528, 3_548_995.3, 40_382_741.3, GaussKrugerComplaint.exchanged),
            (4549, 3_548_995.3, 382_741.3, .exchanged),
            (4528, 39_382_741.3, 3_548_995.3, .wrongPrefix(found: 39, expected: 40)),
            (4528, 20_666_056.6, 3_549_673.5, .otherWidth(found: 20, width: .six, expected: 40)),
            (4498, 40_382_741.3, 3_548_995.3, .otherWidth(found: 40, width: .three, expected: 20)),
            (4528, 382_741.3, 3_548_995.3, .missingPrefix(expected: 40)),
            (4549, 40_382_741.3, 3_548_995.3, .unexpectedPrefix(found: 40)),
            (4528, 118.758, 32.058, .implausible), (4528, .nan, 3_548_995.3, .implausible),
            (4528, 5_382_741.3, 3_548_995.3, .implausible),
        ])
    func complaints(code: Int, easting: Double, northing: Double, complaint: GaussKrugerComplaint) throws {
        let zone = try #require(GaussKrugerZone(epsg: code))
        let found = try #require(zone.complaint(about: Position(easting, northing)))
        #expect(found == complaint)
        #expect(found.isFatal)
        #expect(!found.text.chinese.isEmpty && !found.text.english.isEmpty)
    }

    @Test("an easting far from the meridian is a warning, not a refusal")
    func beyondZone() throws {
        let zone = try #require(GaussKrugerZone(epsg: 4549))
        let complaint = try #require(zone.complaint(about: Position(810_000, 3_548_995)))
        guard case .beyondZone(let degrees) = complaint else {
            Issue.record("expected beyondZone, got \(complaint)")
            return
        }
        #expect((3.2...3.4).contains(degrees))
        #expect(!complaint.isFatal)
    }
}
