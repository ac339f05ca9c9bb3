internal import GeoKernels
public import GeoModel

/// A statement about a coverage that a second, independent program can check.
///
/// It holds a digest of every zone, how all edges pair up, and areas. When every edge of every zone is used once
/// more by another zone in the opposite direction, save those on the outer border, and the areas of the zones add
/// up to those of their parents, there can be no gap and no overlap; `Tools/verify-certificate` checks just that.
public struct CoverageCertificate: Sendable {
    /// One zone of the coverage.
    public struct Zone: Hashable, Sendable {
        /// The zone's code.
        public var code: String
        /// The code of its parent; `nil` without parents.
        public var parent: String?
        /// The digest of its coordinates, 64 hexadecimal digits.
        public var digest: String
        /// Its true area.
        public var area: SquareMetres
    }

    /// One parent and what its zones add up to.
    public struct Parent: Hashable, Sendable {
        /// The parent's code.
        public var code: String
        /// The digest of its coordinates.
        public var digest: String
        /// Its true area.
        public var area: SquareMetres
        /// The sum of the areas of its zones.
        public var zoneArea: SquareMetres
    }

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
    /// The verdicts of the check.
    public let isValid: Bool
    /// The verdicts of the check.
    public let isComplete: Bool
    /// Faults that nobody accepted.
    public let openFaults: [FaultID]
    /// Faults that were accepted.
    public let exceptions: [AcceptedFault]

    /// Certifies what a check found.
    ///
    /// - Parameters:
    ///   - input: The zones that were checked.
    ///   - report: The report of that check.
    ///   - exceptions: Faults accepted by persons; those that fit no fault of the report are left out.
    /// - Complexity: O(v log v) in the number of vertices; SHA-256 over all coordinates.
    public init(_ input: CoverageInput, report: CoverageReport, exceptions: [AcceptedFault] = []) {
        let measured = mapPieces(of: input.zones.count, pieces: 64, least: 64) { range in
            range.map { zone in
                (
                    CanonicalDigest.digest(ofFeature: zone, of: input.zones),
                    input.measure.area(of: input.zones.area(ofFeature: zone))
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
                    area: input.measure.area(of: layer.table.area(ofFeature: place)), zoneArea: sums[place])
            }
        }.sorted { ($0.code, $0.digest) < ($1.code, $1.digest) }
        vertices = input.zones.positions.count
        area = measured.reduce(SquareMetres(0)) { $0 + $1.1 }
        let pairing = EdgePairing(input.zones)
        pairedEdges = pairing.pairs
        loneEdges = pairing.lone.count
        borderDigest = CanonicalDigest.digest(ofEdges: pairing.lone)
        isValid = report.isValid
        isComplete = report.isComplete
        let review = report.reviewed(with: exceptions)
        openFaults = review.open.map(\.id)
        self.exceptions = review.accepted.map(\.acceptance)
    }
}

/// Which edges of the zones pair up.
private struct EdgePairing {
    private(set) var pairs = 0
    private(set) var lone: [(Position, Position)] = []

    init(_ zones: PolygonTable) {
        let table = EdgeTable(zones: zones, parents: nil, parentOfZone: [])
        let classes = EdgeClasses(table, VertexIndex(table))
        for edge in classes.partner.indices {
            let partner = classes.partner[edge]
            if partner >= 0 {
                if edge < Int(partner) { pairs += 1 }
            } else if partner != EdgeClasses.none {
                lone.append((table.positions[edge], table.positions[edge + 1]))
            }
        }
    }
}
