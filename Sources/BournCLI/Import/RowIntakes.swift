internal import Census
internal import GeoKernels
internal import GeoModel

/// Reads the coordinates of rows, each in the reference that counts for it.
///
/// What the user declares for all rows counts most, then what the row says, then what the file declares or a table is in by
/// default. A row whose own word cannot be used has no position and says why; it is not taken for something else.
final class RowIntakes {
    private let columns: CoordinateColumns<Int>
    private let workspace: CRSIdentifier
    private let datumShift: Census.DatumShift?
    private let declared: DeclaredReferences
    /// The columns in which rows name their reference, the preferred first.
    private let said: [Int]
    private var kept: [String: Choice] = [:]

    /// What is known of the references of all rows.
    struct DeclaredReferences {
        /// What the user says.
        let byUser: CRSIdentifier?
        /// What the file says, of its geometry.
        let byFile: CRSIdentifier?

        /// What a row is in that says nothing.
        var usual: CRSIdentifier { byUser ?? byFile ?? .cgcs2000 }
    }

    /// How rows of a word are read.
    private struct Choice {
        let reference: CRSIdentifier
        let intake: PositionIntake?
        let notes: [String]
    }

    /// Words that are kept; a column of something else has a new one in every row.
    private static let mostKept = 1000

    /// Checks what is declared, as far as it does not wait for the rows.
    ///
    /// - Parameters:
    ///   - declared: What the user and the file say.
    ///   - datumShift: The seven parameters of an old datum.
    ///   - columns: The columns of coordinates.
    ///   - said: The columns in which rows name their reference, the preferred first.
    ///   - workspace: The workspace's reference.
    /// - Throws: `CoordinateDeclarationError` when columns and declared reference do not fit.
    init(
        _ declared: DeclaredReferences, datumShift: Census.DatumShift?, columns: CoordinateColumns<Int>,
        said: [Int], workspace: CRSIdentifier
    ) throws(CoordinateDeclarationError) {
        self.declared = declared
        self.datumShift = datumShift
        self.columns = columns
        self.said = declared.byUser == nil ? said : []
        self.workspace = workspace
        if self.said.isEmpty {
            kept[""] = Choice(reference: declared.usual, intake: try intake(declared.usual), notes: [])
        }
    }

    /// The place of a row, or a row without one.
    func place(_ row: SourceRow) -> PlacedGeometry {
        let word = said.lazy.compactMap { row.values[$0] }.first { ReferenceWord($0) != .none } ?? ""
        let choice = choice(for: word)
        guard let intake = choice.intake else {
            let original = columns.columns.compactMap { row.values[$0] }.joined(separator: " ")
            return PlacedGeometry(
                geometry: nil,
                coordinate: CoordinateRecord(
                    originalText: original, reference: choice.reference, uncertainty: nil, notes: choice.notes
                ))
        }
        return intake.place(row, noting: choice.notes)
    }

    private func intake(
        _ reference: CRSIdentifier
    ) throws(CoordinateDeclarationError) -> PositionIntake {
        if !areMetres, Self.isInMetres(reference) { throw .degreesInProjectedReference(reference) }
        return try PositionIntake(
            DeclaredReference(reference, datumShift: datumShift), columns: columns, workspace: workspace)
    }

    private var areMetres: Bool { if case .projected = columns { true } else { false } }

    /// Of a reference that PROJ does not know nothing is said here: reading in it fails by itself.
    private static func isInMetres(_ reference: CRSIdentifier) -> Bool {
        do { return try !GroundMeasure(for: reference).takesDegrees } catch { return false }
    }

    private func choice(for word: String) -> Choice {
        if let known = kept[word] { return known }
        if kept.count >= Self.mostKept { kept.removeAll() }
        let choice = chosen(for: ReferenceWord(word))
        kept[word] = choice
        return choice
    }

    /// Words that are unknown, or another than the row was read in, the importer notes itself.
    private func chosen(for word: ReferenceWord) -> Choice {
        let usual = declared.usual
        switch word {
        case .unknown: return Choice(reference: usual, intake: nil, notes: [])
        case .none: return chosen(from: [usual], noting: [], isSaid: false)
        case .named(let named):
            let differs = declared.byFile.map { !word.agrees(with: $0) } ?? false
            // A word that only names the datum of the file's metres says nothing against them.
            return chosen(
                from: word.agrees(with: usual) ? [named, usual] : [named],
                noting: differs ? ["reference-differs"] : [], isSaid: true)
        }
    }

    /// The first of some references that fits the columns, or else what is wrong with the first.
    private func chosen(from references: [CRSIdentifier], noting notes: [String], isSaid: Bool) -> Choice {
        var problem: String?
        for reference in references {
            do throws(CoordinateDeclarationError) {
                return Choice(reference: reference, intake: try intake(reference), notes: notes)
            } catch {
                problem = problem ?? Self.note(on: error, isSaid: isSaid)
            }
        }
        return Choice(reference: references[0], intake: nil, notes: notes + (problem.map { [$0] } ?? []))
    }

    private static func note(on error: CoordinateDeclarationError, isSaid: Bool) -> String {
        if case .parametersNeeded = error { return "reference-parameters" }
        return isSaid ? "reference-unfit" : "reference-missing"
    }
}
