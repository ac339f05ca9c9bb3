internal import Census
internal import GeoModel
internal import PROJBridge
internal import Synchronization

/// Brings Gauss-Krüger metres around any central meridian that China uses back to degrees.
///
/// A correction tries other meridians than the declared one, so a transformation is prepared for each when it is first
/// asked for, and kept.
final class GridUnprojection: Sendable {
    private let target: CRSIdentifier
    private let prepared = Mutex<[Int: ReferenceConversion?]>([:])

    init(to target: CRSIdentifier) { self.target = target }

    /// How corrections read coordinates.
    var reader: CorrectionReader { CorrectionReader { self.position($0, meridian: $1) } }

    /// The position of some metres, 500 km of false easting in them; `nil` outside the projection's use.
    func position(_ metres: Position, meridian: Double) -> Position? {
        guard (0...10_000_000).contains(metres.y), (-1_000_000...2_000_000).contains(metres.x),
            let conversion = conversion(meridian: meridian)
        else { return nil }
        var positions = [metres]
        return conversion.convert(&positions).isEmpty ? positions[0] : nil
    }

    private func conversion(meridian: Double) -> ReferenceConversion? {
        let number = Int((meridian / 3).rounded())
        guard Double(3 * number) == meridian else { return nil }
        return prepared.withLock { prepared in
            if let known = prepared[number] { return known }
            let zone = GaussKrugerZone(datum: .cgcs2000, width: .three, number: number, isPrefixed: false)
            // A meridian beyond China's, or one that PROJ does not know, reads no coordinate: there is nothing to try.
            let made = zone.flatMap { try? ReferenceConversion(from: .epsg($0.epsg), to: target) }
            prepared[number] = made
            return made
        }
    }
}
