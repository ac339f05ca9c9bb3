import Coverage
import Foundation
import GEOSOracles
import GeoKernels
import GeoModel
import TestSupport
import Testing

@Suite("The verifier of certificates derives the verdicts itself, so that")
struct ForgedVerdictTests {
    private let verifier = CertificateVerifier()

    /// A layer of boxes in hundredths of a degree, some of them with a hole, and the towns they are to fill.
    struct Layer: CustomTestStringConvertible, Sendable {
        var name: String
        var zones: [String: String]
        var testDescription: String { name }

        /// Four boxes in a row over two towns of two boxes each.
        static let sound = Layer(
            name: "sound",
            zones: [
                "a": "0 0 2 4", "b": "2 0 4 4", "c": "4 0 6 4", "d": "6 0 8 4 | 6.5 1 7.5 3",
                "e": "6.5 1 7.5 3",
            ])

        static func damaged(_ name: String, _ changes: [String: String]) -> Layer {
            Layer(name: name, zones: sound.zones.merging(changes) { $1 }.filter { !$1.isEmpty })
        }
    }

    private static let broken = [
        Layer.damaged("an overlap", ["b": "1.5 0 4 4"]),
        Layer.damaged("a deleted zone", ["e": ""]),
        Layer.damaged("a zone moved within, so that gap and overlap have one area", ["e": "6 1 7 3"]),
        Layer.damaged("an overlap as large as the gap elsewhere", ["a": "0 0 2.5 4", "e": "6.5 1 7.5 2"]),
        Layer.damaged("a zone drawn twice", ["f": "6.5 1 7.5 3"]),
        Layer.damaged("a ring run twice", ["e": "6.5 1 7.5 3 | 6.5 1 7.5 3"]),
    ]
    private static let towns = ["p": "0 0 4 4", "q": "4 0 8 4"]
    private static let astray = [
        Layer.damaged("a deleted zone at the border", ["a": ""]),
        Layer.damaged("a spill over the border and a shortfall as large", ["a": "-1 0 2 3", "x": "0 3 1 4"]),
        Layer.damaged("a zone in the other town", ["b": "2 0 3 4", "c": "3 0 6 4"]),
    ]

    private func area(_ box: String) -> MultiPolygon {
        let rings = box.split(separator: "|").map { ring in
            let sides = ring.split(separator: " ").compactMap { Double($0) }.map { $0 / 100 }
            let (west, south, east, north) = (110 + sides[0], 30 + sides[1], 110 + sides[2], 30 + sides[3])
            let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
            return LinearRing(unchecked: corners.map { Position($0.0, $0.1) })
        }
        return MultiPolygon([Polygon(rings: rings)])
    }

    private func rows(_ zones: [String: String]) -> [CertificateVerifier.Row] {
        zones.sorted { $0.key < $1.key }.map { code, box in
            .init(code: code, parent: "ab".contains(code) ? "p" : "q", level: nil, area: area(box))
        }
    }

    private var parents: [CertificateVerifier.Row] {
        Self.towns.sorted { $0.key < $1.key }.map { .init(code: $0, level: "town", area: area($1)) }
    }

    private func certified(
        _ zones: [CertificateVerifier.Row], parents: [CertificateVerifier.Row]? = nil,
        options: CoverageOptions = CoverageOptions(), accepting: (CoverageFault) -> Bool = { _ in false }
    ) -> CoverageCertificate {
        let layer = parents.map { parents in
            ParentLayer(
                table: PolygonTable(parents.map(\.area)), codes: parents.map(\.code),
                parentOfZone: zones.map { zone in parents.firstIndex { $0.code == zone.parent } })
        }
        let input = CoverageInput(
            zones: PolygonTable(zones.map(\.area)), codes: zones.map(\.code), parents: layer,
            measure: .geographic())
        let report = CoverageChecker(options: options).check(input)
        let accepted = report.faults.filter(accepting).map {
            AcceptedFault(fault: $0.id, reason: "a lake", person: "Li")
        }
        return CoverageCertificate(input, report: report, reference: .cgcs2000, exceptions: accepted)
    }

    private let bless = """
        c["valid"] = c["complete"] = True
        c["open_faults"], c["exceptions"] = 0, []
        for p in c["parents"]: p["area_m2"] = p["zones_m2"]
        """

    @Test("data with faults cannot be called sound", arguments: broken)
    func forgedVerdict(layer: Layer) throws {
        let zones = rows(layer.zones)
        let made = certified(zones)
        #expect(!(made.isValid && made.isComplete))
        let (status, output) = try verifier.verify(made.json, zones)
        #expect(status == 0, "the true certificate: \(output)")
        #expect(try verifier.verify(verifier.resealed(made.json, bless), zones).0 == 1)
    }

    @Test("data with faults against parents cannot be called sound", arguments: broken + astray)
    func forgedVerdictWithParents(layer: Layer) throws {
        let zones = rows(layer.zones)
        let made = certified(zones, parents: parents)
        #expect(!(made.isValid && made.isComplete))
        let (status, output) = try verifier.verify(made.json, zones, parents: parents)
        #expect(status == 0, "the true certificate: \(output)")
        #expect(try verifier.verify(verifier.resealed(made.json, bless), zones, parents: parents).0 == 1)
    }

    @Test(
        "whatever is said of a sound layer besides the truth is found out",
        arguments: [
            "c['parents'][0]['area_m2'] *= 1.00001", "c['parents'][0]['zones_m2'] *= 1.00001",
            "c['parents'][0]['area_m2'] = float('nan')", "c['area_m2'] += 1", "c['zones'][2]['area_m2'] = 5",
            "c['zones'][1]['parent'] = 'q'", "del c['zones'][1]['parent']", "c['reference'] = 'EPSG:4326'",
            "c['valid'] = False", "c['complete'] = False", "c['parents'].pop()", "c['vertices'] += 1",
            """
            import struct
            body = b"gap\\0" + struct.pack("<Q", 4) + struct.pack("<8d", 110, 30, 110.01, 30, 110, 30.01, 110, 30)
            ring = [[110, 30], [110.01, 30], [110, 30.01], [110, 30]]
            c['exceptions'] = [{'fault': hashlib.sha256(body).hexdigest()[:16], 'kind': 'gap', 'zones': [],
                'parents': [], 'reason': 'x', 'person': 'y', 'geometry': {'type': 'Polygon', 'coordinates': [ring]}}]
            """,
        ])
    func forgedDetail(change: String) throws {
        let zones = rows(Layer.sound.zones)
        let forged = try verifier.resealed(certified(zones, parents: parents).json, change)
        #expect(try verifier.verify(forged, zones, parents: parents).0 == 1)
    }

    @Test("a zone that was given to another parent, and a parent that moved, are found out")
    func changedParents() throws {
        let zones = rows(Layer.sound.zones)
        let json = certified(zones, parents: parents).json
        let others: [CertificateVerifier.Row] = [.init(code: "r", level: "county", area: area("0 0 8 4"))]
        let (status, output) = try verifier.verify(json, zones, parents: parents + others)
        #expect(status == 0, "another level in the layer of the parents: \(output)")
        var moved = zones
        moved[1].parent = "q"
        #expect(try verifier.verify(json, moved, parents: parents).0 == 1)
        var grown = parents
        grown[1].area = area("4 0 9 4")
        #expect(try verifier.verify(json, zones, parents: grown).0 == 1)
        let third: [CertificateVerifier.Row] = [.init(code: "r", level: "town", area: area("8 0 9 4"))]
        #expect(try verifier.verify(json, zones, parents: parents + third).0 == 1, "a town without zones")
        #expect(try verifier.verify(json, zones).0 == 65, "parents that nobody shows prove nothing")
    }

    @Test("an accepted gap is no open fault, and only where the certificate lists it")
    func acceptedGaps() throws {
        let zones = rows(Layer.damaged("", ["e": "", "b": "2 0 4 4 | 3 1 3.5 2"]).zones)
        for above in [nil, parents] {
            let lakes = certified(zones, parents: above) { $0.kind == .gap }
            #expect(
                lakes.exceptions.count == 2 && lakes.openFaults == 0 && !lakes.isComplete && lakes.isValid)
            let (status, output) = try verifier.verify(lakes.json, zones, parents: above)
            #expect(status == 0 && output.contains("exceptions 2"), "\(output)")
            for change in [
                "c['exceptions'].pop()", "c['exceptions'][0] = c['exceptions'][1]", "c['open_faults'] = 1",
                "c['exceptions'][0]['geometry']['coordinates'][0][1][0] += 1e-9", "c['complete'] = True",
            ] {
                let forged = try verifier.resealed(lakes.json, change)
                #expect(try verifier.verify(forged, zones, parents: above).0 == 1, "\(change)")
            }
            let some = certified(zones, parents: above) { $0.area > SquareMetres(1e6) }
            #expect(some.exceptions.count == 1 && some.openFaults == 1 && !some.isComplete)
            #expect(try verifier.verify(some.json, zones, parents: above).0 == 0)
            let hidden = try verifier.resealed(some.json, "c['open_faults'] = 0")
            #expect(try verifier.verify(hidden, zones, parents: above).0 == 1)
        }
        let wide = certified(zones, options: CoverageOptions(maxGapWidth: Metres(1)))
        #expect(wide.openFaults == 2 && !wide.isComplete, "a limit intends no gap in a certificate")
    }

    /// Adds an exception of a kind at rings, with an id that fits.
    private func inventing(_ kind: String, _ rings: String, zones: String = "[]", parents: String = "[]")
        -> String
    {
        """
        import struct
        rings = \(rings)
        body = b''.join(w.encode() + b'\\0' for w in ['\(kind)'] + \(zones))
        for ring in rings: body += struct.pack('<Q%dd' % (2 * len(ring)), len(ring), *(z for p in ring for z in p))
        c['exceptions'].append({'fault': hashlib.sha256(body).hexdigest()[:16], 'kind': '\(kind)', 'zones': \(zones),
            'parents': \(parents), 'reason': 'x', 'person': 'y',
            'geometry': {'type': 'Polygon', 'coordinates': rings}})
        """
    }

    @Test("a ring without area around a fault, or rings that undo each other, hide none")
    func degenerateShells() throws {
        let point = "[[120.0, 40.0]] * 4"
        let triangle = "[[120.0, 40.0], [124.0, 40.0], [124.0, 44.0], [120.0, 40.0]]"
        let box = "[[110.06, 30.0], [110.06, 30.04], [110.08, 30.04], [110.08, 30.0], [110.06, 30.0]]"
        let missing = rows(Layer.damaged("", ["d": "", "e": ""]).zones)
        let json = certified(missing, parents: parents).json
        for rings in ["[\(point), \(box)]", "[\(triangle), (\(triangle))[::-1] + \(box) + [[120.0, 40.0]]]"] {
            let forged = try verifier.resealed(
                json, bless + "\n" + inventing("gap", rings, parents: "['q']"))
            #expect(try verifier.verify(forged, missing, parents: parents).0 == 1, "\(rings)")
        }
        var stray = rows(Layer.sound.zones.merging(["x": "8 0 9 4"]) { $1 })
        stray[stray.count - 1].parent = nil
        let orphan = certified(stray, parents: parents).json
        let away = "[[110.08, 30.0], [110.08, 30.04], [110.09, 30.04], [110.09, 30.0], [110.08, 30.0]]"
        let hidden = try verifier.resealed(
            orphan, bless + "\n" + inventing("gap", "[\(point), \(away)]", parents: "['']"))
        #expect(try verifier.verify(hidden, stray, parents: parents).0 == 1)
    }

    @Test("an overlap, a mismatch or what has no name cannot be accepted where borders are shown to match")
    func impossibleKinds() throws {
        let zones = rows(Layer.damaged("", ["e": ""]).zones)
        let json = certified(zones).json
        let away = "[[[120.0, 40.0], [120.01, 40.0], [120.01, 40.01], [120.0, 40.0]]]"
        for kind in ["overlap", "mismatch", "invalid", "banana"] {
            let change = "c['open_faults'] = 0\n" + inventing(kind, away, zones: "['a', 'b']")
            #expect(try verifier.verify(verifier.resealed(json, change), zones).0 == 1, "\(kind)")
        }
        let negative = try verifier.resealed(json, "c['open_faults'] = -3")
        #expect(try verifier.verify(negative, zones).0 == 65)
    }

    @Test("a gap on open ground cannot be accepted")
    func openGround() throws {
        let zones = rows(Layer.sound.zones)
        let ring = "[[[110.2, 30.0], [110.21, 30.0], [110.21, 30.01], [110.2, 30.0]]]"
        let forged = try verifier.resealed(certified(zones).json, inventing("gap", ring))
        #expect(try verifier.verify(forged, zones).0 == 1)
    }

    @Test("a hole that lies in another part of its zone is no hole")
    func holeInTheWrongPart() throws {
        var zones = rows(Layer.sound.zones)
        let place = try #require(zones.firstIndex { $0.code == "d" })
        let hole = area("6.5 1 7.5 3").polygons[0].rings[0]
        let far = area("20 0 22 4").polygons[0].rings[0]
        let shell = area("6 0 8 4").polygons[0].rings[0]
        zones[place].area = MultiPolygon([Polygon(rings: [shell]), Polygon(rings: [far, hole])])
        let made = certified(zones)
        #expect(!made.isValid)
        let (status, output) = try verifier.verify(made.json, zones)
        #expect(status == 0, "the true certificate: \(output)")
        #expect(try verifier.verify(verifier.resealed(made.json, bless), zones).0 == 1)
    }

    @Test(
        "a true certificate of thin zones, and of zones that are not valid by themselves, fits",
        arguments: [
            [Position(0, 0), Position(1000, 0), Position(1000, 0.1), Position(0, 0.1)],
            [Position(0, 0), Position(9, 9), Position(9, 0), Position(0, 9)],
            [Position(0, 0), Position(9, 0), Position(9, 9), Position(0, 0), Position(5, 9), Position(0, 9)],
            [Position(0, 0), Position(9, 0)],
        ])
    func oddZones(corners: [Position]) throws {
        let ring = (corners + corners.prefix(1)).map { Position(110 + $0.x / 1e5, 30 + $0.y / 1e5) }
        let odd = MultiPolygon([Polygon(exterior: LinearRing(unchecked: ring))])
        let zones = rows(Layer.sound.zones) + [.init(code: "odd", parent: "q", level: nil, area: odd)]
        let (status, output) = try verifier.verify(certified(zones).json, zones)
        #expect(status == 0, "\(output)")
    }

    @Test("one thing said twice, and a list instead of a certificate, are refused")
    func malformed() throws {
        let zones = rows(Layer.sound.zones)
        let json = certified(zones).json
        let twice = json.replacingOccurrences(of: "\"valid\":", with: "\"valid\": false,\n\"valid\":")
        #expect(try verifier.verify(verifier.resealed(twice), zones).0 == 0, "resealing keeps the last")
        #expect(try verifier.verify(twice, zones).0 == 65)
        #expect(try verifier.verify("[]", zones).0 == 65)
        #expect(try verifier.verify("null", zones).0 == 65)
    }

    @Test("an overlap, gap or spill that is nowhere cannot be accepted, not even where there are others")
    func inventedExceptions() throws {
        let zones = rows(Layer.damaged("", ["b": "1.5 0 4 4", "e": ""]).zones)
        let json = certified(zones) { $0.kind == .overlap }.json
        #expect(try verifier.verify(json, zones).0 == 0)
        for (kind, codes) in [
            ("overlap", ["a", "b"]), ("overlap", ["b", "c"]), ("gap", ["b"]), ("spill", ["c"]),
        ] {
            let forged = try verifier.resealed(
                json,
                """
                import struct
                f = dict(c['exceptions'][0], kind='\(kind)', zones=\(codes))
                ring = [[110.03, 30.01], [110.035, 30.01], [110.035, 30.02], [110.03, 30.01]]
                f['geometry'] = {'type': 'Polygon', 'coordinates': [ring]}
                body = b''.join(w.encode() + b'\\0' for w in ['\(kind)'] + f['zones']) + struct.pack('<Q', 4)
                body += struct.pack('<8d', *(z for p in ring for z in p))
                f['fault'] = hashlib.sha256(body).hexdigest()[:16]
                c['exceptions'].append(f)
                """)
            let (status, output) = try verifier.verify(forged, zones)
            let invented = output.contains("there is no such \(kind)") && !output.contains("id of a fault")
            #expect(status == 1 && (invented || kind == "spill"), "\(kind) \(codes): \(output)")
        }
    }

    @Test("its verdicts are the checker's on damaged layers", arguments: seeds(4))
    func agrees(seed: UInt64) throws {
        let made = try damagedCoverage(seed, lattice: seed % 2 == 0)
        let zones = made.zones.enumerated().map { number, ring in
            let degrees = ring.map { Position(110 + $0.x / 1024, 30 + $0.y / 1024) }
            return CertificateVerifier.Row(
                code: "z\(number)", area: MultiPolygon([Polygon(exterior: LinearRing(unchecked: degrees))]))
        }
        let certificate = certified(zones)
        let (status, output) = try verifier.verify(certificate.json, zones)
        #expect(status == 0, "\(output)")
        let forged = try verifier.verify(verifier.resealed(certificate.json, bless), zones)
        #expect(forged.0 == (certificate.isValid && certificate.isComplete ? 0 : 1), "\(forged.1)")
    }
}
