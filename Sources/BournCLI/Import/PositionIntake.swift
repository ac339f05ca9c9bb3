internal import Census
internal import GeoModel

/// Reads a row's coordinates as its source declares them and brings them into the workspace.
///
/// A row whose coordinates cannot be read or used is kept, without a position and with the reason; nothing is moved.
struct PositionIntake {
    private let intake: CoordinateIntake
    private let columns: CoordinateColumns<Int>

    /// Checks what the source declares.
    ///
    /// - Parameters:
    ///   - reference: The reference of the coordinates.
    ///   - columns: The columns that hold them.
    ///   - workspace: The workspace's reference.
    /// - Throws: `CoordinateDeclarationError` when columns and reference do not fit.
    init(
        _ reference: DeclaredReference, columns: CoordinateColumns<Int>, workspace: CRSIdentifier
    ) throws(CoordinateDeclarationError) {
        var isInMetres = false
        if case .projected = columns { isInMetres = true }
        intake = try CoordinateIntake(
            reference: reference, isInMetres: isInMetres, workspace: workspace,
            projector: ReferenceProjector())
        self.columns = columns
    }

    /// The place of a row, or a row without one.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - notes: What is known to be doubtful about its reference.
    /// - Returns: Its position and what is recorded beside it.
    func place(_ row: SourceRow, noting notes: [String] = []) -> PlacedGeometry {
        do throws(CoordinateRefusal) {
            let reading = try columns.reading { row.values[$0] ?? "" }
            return try located(reading, notes)
        } catch {
            let original = columns.columns.compactMap { row.values[$0] }.joined(separator: " ")
            let record = CoordinateRecord(
                originalText: original, reference: intake.reference.crs, uncertainty: nil,
                notes: notes + [error.word])
            return PlacedGeometry(geometry: nil, coordinate: record)
        }
    }

    private func located(
        _ reading: CoordinateReading, _ notes: [String]
    ) throws(CoordinateRefusal) -> PlacedGeometry {
        let result: Result<Located, CoordinateRefusal>
        do throws(ProjectionUnavailable) {
            result = try intake.locate([reading])[0]
        } catch {
            throw .projection(ProjectionFailure(message: error.message))
        }
        let located = try result.get()
        let record = CoordinateRecord(
            originalText: located.original.joined(separator: " "), reference: intake.reference.crs,
            uncertainty: located.uncertainty, notes: notes + located.suspicions.map(\.word))
        return PlacedGeometry(geometry: .point(located.position), coordinate: record)
    }
}
