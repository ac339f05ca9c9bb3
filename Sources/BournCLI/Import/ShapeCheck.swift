internal import Census
internal import Dispatch
internal import GEOSBridge
internal import GeoModel
internal import Synchronization

/// Checks the shapes of imported rows on the other cores while the import goes on.
///
/// Shapes are checked in batches. When the other cores lag behind, the importing thread checks a batch itself, so
/// that no more than a few batches wait: memory stays bounded by them, and the slower side sets the pace.
final class ShapeCheck: ShapeChecking {
    private struct Shape: Sendable {
        let row: Int
        let code: String
        let geometry: Geometry
    }

    private final class Findings: Sendable {
        let faults = Mutex<[ShapeFault]>([])
        let waiting = Atomic<Int>(0)
    }

    private static let batchSize = 2048
    private static let mostWaiting = 4
    private let findings = Findings()
    private let queue = DispatchQueue(label: "shapes", attributes: .concurrent)
    private let group = DispatchGroup()
    private var batch: [Shape] = []

    func submit(_ record: ImportRecord) {
        guard let geometry = record.geometry else { return }
        batch.append(Shape(row: record.row, code: record.code, geometry: geometry))
        if batch.count == Self.batchSize { checkBatch() }
    }

    func finish() -> [ShapeFault] {
        checkBatch()
        group.wait()
        return findings.faults.withLock { $0.sorted { $0.row < $1.row } }
    }

    private func checkBatch() {
        let shapes = batch
        batch.removeAll(keepingCapacity: true)
        guard findings.waiting.load(ordering: .relaxed) < Self.mostWaiting else {
            return Self.check(shapes, into: findings)
        }
        findings.waiting.add(1, ordering: .relaxed)
        queue.async(group: group) { [findings] in
            Self.check(shapes, into: findings)
            findings.waiting.subtract(1, ordering: .relaxed)
        }
    }

    private static func check(_ shapes: [Shape], into findings: Findings) {
        let faults = withGEOS { geos in shapes.compactMap { fault(of: $0, in: geos) } }
        if !faults.isEmpty { findings.faults.withLock { $0 += faults } }
    }

    private static func fault(of shape: Shape, in geos: GEOSContext) -> ShapeFault? {
        do throws(GEOSError) {
            guard let fault = try geos.make(shape.geometry).validityFault() else { return nil }
            return ShapeFault(
                row: shape.row, code: shape.code, kind: ShapeFaultKind(geosReason: fault.reason),
                location: fault.location)
        } catch {
            // A shape that GEOS cannot even build is a fault of the shape, and shown as one.
            return ShapeFault(row: shape.row, code: shape.code, kind: .unchecked, location: nil)
        }
    }
}

extension ShapeFaultKind {
    /// The kind that GEOS's words stand for (TopologyValidationError in GEOS 3.11).
    fileprivate init(geosReason: String) {
        self =
            switch geosReason {
            case "Self-intersection": .selfIntersection
            case "Ring Self-intersection": .ringSelfIntersection
            case "Hole lies outside shell": .holeOutside
            case "Holes are nested": .nestedHoles
            case "Interior is disconnected": .disconnectedInterior
            case "Nested shells": .nestedParts
            case "Duplicate Rings": .duplicateRings
            case "Too few points in geometry component": .tooFewPoints
            default: .unchecked
            }
    }
}
