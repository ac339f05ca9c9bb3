import Coverage
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
        c["open_faults"] = c["exceptions"] = []
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

    @Test("a gap is intended, or accepted, only where the certificate lists it")
    func statedGaps() throws {
        let zones = rows(Layer.damaged("", ["e": "", "b": "2 0 4 4 | 3 1 3.5 2"]).zones)
        let lakes = certified(zones, options: CoverageOptions(maxGapWidth: Metres(1)))
        #expect(lakes.isComplete && lakes.intendedGaps.count == 2)
        let (status, output) = try verifier.verify(lakes.json, zones)
        #expect(status == 0 && output.contains("intended_gaps 2"), "\(output)")
        for change in [
            "c['intended_gaps'].pop()", "c['intended_gaps'][0] = c['intended_gaps'][1]",
            "c['intended_gaps'][0]['geometry']['coordinates'][0][1][0] += 1e-9",
        ] {
            #expect(try verifier.verify(verifier.resealed(lakes.json, change), zones).0 == 1, "\(change)")
        }
        let accepted = certified(zones) { $0.area > SquareMetres(1e6) }
        #expect(accepted.exceptions.count == 1 && accepted.openFaults.count == 1 && !accepted.isComplete)
        #expect(try verifier.verify(accepted.json, zones).0 == 0)
        let hidden = try verifier.resealed(accepted.json, "c['open_faults'] = []")
        #expect(try verifier.verify(hidden, zones).0 == 1)
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
