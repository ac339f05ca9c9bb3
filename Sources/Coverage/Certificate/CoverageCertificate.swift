internal import GeoKernels
public import GeoModel

/// A statement about a coverage that a second, independent program can check.
///
/// It names the reference system and holds a digest of every zone and parent, how all edges pair up, areas, the two
/// verdicts, every accepted fault with its place, and how many faults nobody accepted. `Tools/verify-certificate` compares
/// what it holds with the data and takes no verdict on trust: it derives them from the coordinates, as <doc:Guarantees>
/// says. No limit of width or area counts: what is to stay open, a lake for instance, a person must have accepted.
public struct CoverageCertificate: Sendable {
    /// One zone of the coverage.
    public struct Zone: Hashable, Sendable {
        /// The zone's code.
        public var code: String
        /// The code of its parent; `nil` without parents.
        public var parent: String?
        /// The digest of its coordinates, 64 hexadecimal digits.
        public var digest: String
        /// Its area, measured as `areas` says.
        public var area: SquareMetres
    }

    /// How areas are measured: so that any program can do it again.
    public enum Areas: String, Sendable {
        /// On the ellipsoid, with edges straight in longitude and latitude.
        case ellipsoid
        /// In the plane of projected coordinates.
        case plane
    }

    /// One parent and what its zones add up to.
    public struct Parent: Hashable, Sendable {
        /// The parent's code.
        public var code: String
        /// The digest of its coordinates.
        public var digest: String
        /// Its area.
        public var area: SquareMetres
        /// The sum of the areas of its zones.
        public var zoneArea: SquareMetres
    }

    /// A fault as a certificate holds it: whatever its id is a digest of, so that the id can be computed anew.
    public struct StatedFault: Hashable, Sendable {
        /// The fault's id.
        public var id: FaultID
        /// What is wrong.
        public var kind: FaultKind
        /// The codes of the zones at fault, ascending.
        public var zones: [String]
        /// The codes of the parents that the face belongs to, ascending.
        public var parents: [String]
        /// The place.
        public var geometry: Geometry
        /// Why a zone is invalid; `nil` for other kinds.
        public var note: String?
    }

    /// A fault that a person accepted.
    public struct Exception: Hashable, Sendable {
        /// The fault.
        public var fault: StatedFault
        /// Who accepted it, and why.
        public var acceptance: AcceptedFault
    }

    /// The reference system of the coordinates.
    public let reference: CRSIdentifier
    /// How areas are measured.
    public let areas: Areas
    /// The zones in order of code.
    public let zones: [Zone]
    /// The parents in order of code.
    public let parents: [Parent]
    /// The number of vertices, closing ones included.
    public let vertices: Int
    /// Edges that exactly two different zones use, in opposite directions: pairs, each counted once.
    public let pairedEdges: Int
    /// Edges that are not so paired.
    public let loneEdges: Int
    /// The digest of the lone edges: the outer border, and that of gaps.
    public let borderDigest: String
    /// The sum of all zones' areas.
    public let area: SquareMetres
    /// The coverage is valid.
    public let isValid: Bool
    /// The coverage is valid and complete; of one that is not valid a certificate cannot show that it is complete.
    public let isComplete: Bool
    /// How many faults nobody accepted.
    public let openFaults: Int
    /// Faults that were accepted.
    public let exceptions: [Exception]

    /// Certifies what a check found.
    ///
    /// - Parameters:
    ///   - input: The zones that were checked.
    ///   - report: The report of that check.
    ///   - reference: The reference system of the coordinates.
    ///   - exceptions: Faults accepted by persons; those that fit no fault of the report are left out.
    /// - Complexity: O(v log v) in the number of vertices; SHA-256 over all coordinates. Where the check took gaps for
    ///   intended, one more check without its limits, which counts them.
    public init(
        _ input: CoverageInput, report: CoverageReport, reference: CRSIdentifier,
        exceptions: [AcceptedFault] = []
    ) {
        let report = report.summary.wideGaps > 0 ? CoverageChecker().check(input) : report
        self.reference = reference
        let ruler = CertificateRuler(input.measure)
        areas = ruler.areas
        let measured = mapPieces(of: input.zones.count, pieces: 64, least: 64) { range in
            range.map { zone in
                (
                    CanonicalDigest.digest(ofFeature: zone, of: input.zones),
                    ruler.area(ofFeature: zone, of: input.zones)
                )
            }
        }.flatMap { $0 }
        let layer = input.parents
        zones = input.codes.indices.map { zone in
            Zone(
                code: input.codes[zone],
                parent: layer.flatMap { layer in layer.parentOfZone[zone].map { layer.codes[$0] } },
                digest: measured[zone].0, area: measured[zone].1)
        }.sorted { ($0.code, $0.digest) < ($1.code, $1.digest) }
        var sums = [SquareMetres](repeating: SquareMetres(0), count: layer?.codes.count ?? 0)
        for (zone, parent) in (layer?.parentOfZone ?? []).enumerated() {
            if let parent { sums[parent] = sums[parent] + measured[zone].1 }
        }
        parents = (layer?.codes.indices ?? 0..<0).compactMap { place in
            layer.map { layer in
                Parent(
                    code: layer.codes[place],
                    digest: CanonicalDigest.digest(ofFeature: place, of: layer.table),
                    area: ruler.area(ofFeature: place, of: layer.table), zoneArea: sums[place])
            }
        }.sorted { ($0.code, $0.digest) < ($1.code, $1.digest) }
        vertices = input.zones.positions.count
        area = measured.reduce(SquareMetres(0)) { $0 + $1.1 }
        let pairing = EdgePairing(input.zones)
        pairedEdges = pairing.pairs
        loneEdges = pairing.lone.count
        borderDigest = CanonicalDigest.digest(ofEdges: pairing.lone)
        isValid = report.isValid
        isComplete = report.isValid && report.isComplete
        let review = report.reviewed(with: exceptions)
        openFaults = review.open.count
        self.exceptions = review.accepted.map {
            Exception(fault: StatedFault($0.fault, input), acceptance: $0.acceptance)
        }
    }
}

/// Measures areas as certificates state them.
private struct CertificateRuler {
    let areas: CoverageCertificate.Areas
    private let measure: GroundMeasure

    init(_ measure: GroundMeasure) {
        if measure.takesDegrees {
            (areas, self.measure) = (.ellipsoid, measure)
        } else {
            (areas, self.measure) = (.plane, .planar)
        }
    }

    func area(ofFeature feature: Int, of table: PolygonTable) -> SquareMetres {
        measure.area(of: table.area(ofFeature: feature))
    }
}

extension CoverageCertificate.StatedFault {
    init(_ fault: CoverageFault, _ input: CoverageInput) {
        self.init(
            id: fault.id, kind: fault.kind, zones: fault.zones.map { input.codes[$0] }.sorted(),
            parents: fault.parents.compactMap { input.parents?.codes[$0] }.sorted(),
            geometry: fault.geometry, note: fault.reason.map { "\($0)" })
    }
}

/// Which edges of the zones pair up.
private struct EdgePairing {
    private(set) var pairs = 0
    private(set) var lone: [(Position, Position)] = []

    init(_ zones: PolygonTable) {
        let table = EdgeTable(zones: zones, parents: nil, parentOfZone: [])
        let index = VertexIndex(table)
        let classes = EdgeClasses(table, index)
        var paired = 0
        for edge in classes.partner.indices where classes.partner[edge] != EdgeClasses.none {
            if classes.partner[edge] >= 0 || Self.isPaired(edge, table, index, classes.sides) {
                paired += 1
            } else {
                lone.append((table.positions[edge], table.positions[edge + 1]))
            }
        }
        pairs = paired / 2
    }

    /// One other zone uses the edge, and lies on its other side; rings may run either way.
    private static func isPaired(_ edge: Int, _ table: EdgeTable, _ index: VertexIndex, _ sides: [Int8])
        -> Bool
    {
        var twins: [(edge: Int, isSame: Bool)] = []
        index.forEachTwin(ofEdge: edge) { twins.append(($0, $1)) }
        guard twins.count == 1, table.feature(ofEdge: edge) != table.feature(ofEdge: twins[0].edge) else {
            return false
        }
        let own = sides[Int(table.ringOfVertex[edge])]
        let other = sides[Int(table.ringOfVertex[twins[0].edge])]
        return own != 0 && own == (twins[0].isSame ? -other : other)
    }
}
