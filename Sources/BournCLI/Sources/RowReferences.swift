internal import Census
internal import GeoKernels
internal import GeoModel
internal import PROJBridge
internal import Synchronization

/// How one row of a table is read, by what it says of its reference.
struct RowReference: Sendable {
    /// The reference that the row is read in; `nil` when it cannot be told.
    let reference: CRSIdentifier?
    /// Brings the row's position into the reference wanted; `nil` where it is there already, and of refused rows.
    let conversion: ReferenceConversion?
    /// Why the row has no position.
    let refusal: LocalizedText?
    /// What is doubtful about the row's word.
    let doubt: ReferenceDoubt?

    /// A position of the row in the reference wanted; `nil` where it has none.
    func position(_ given: Position) -> Position? {
        guard refusal == nil else { return nil }
        return conversion.map { $0.position(given) } ?? given
    }
}

/// Reads what rows say of their references.
///
/// What the user declares for all rows counts more than what a row says; then the row's own word counts; a row without
/// one is in the reference that tables are in by default. A row whose word is unknown or does not fit its columns is
/// refused and not taken for something else. Any thread may ask.
final class RowReferences: Sendable {
    private let declared: CRSIdentifier?
    private let usual: CRSIdentifier?
    private let wanted: CRSIdentifier
    private let areMetres: Bool
    private let parameters: PROJBridge.DatumShift?
    private let known = Mutex<[String: RowReference]>([:])

    /// Words that are kept; a column of something else has a new one in every row.
    private static let mostKnown = 1000

    /// Checks what the user declares.
    ///
    /// - Parameters:
    ///   - declared: What the user says all rows are in.
    ///   - usual: What a row is in that says nothing; `nil` where such a row cannot be read.
    ///   - wanted: The reference that positions are brought into.
    ///   - areMetres: The columns hold metres.
    ///   - datumShift: The seven parameters of an old datum.
    /// - Throws: `SourceError` when what is declared cannot be used.
    init(
        declared: CRSIdentifier?, usual: CRSIdentifier?, wanted: CRSIdentifier, areMetres: Bool,
        datumShift: Census.DatumShift?
    ) throws {
        self.declared = declared
        self.usual = usual
        self.wanted = wanted
        self.areMetres = areMetres
        parameters = datumShift.map(PROJBridge.DatumShift.init)
        if let declared { _ = try conversion(from: declared) }
    }

    /// How a row is read that says a text.
    func reading(saying text: String) -> RowReference {
        if let reading = known.withLock({ $0[text] }) { return reading }
        let reading = resolved(text)
        known.withLock { known in
            if known.count >= Self.mostKnown { known.removeAll() }
            known[text] = reading
        }
        return reading
    }

    private func conversion(from reference: CRSIdentifier) throws -> ReferenceConversion? {
        let conversion = try ReferenceConversion(from: reference, to: wanted, parameters: parameters)
        return conversion.isIdentity ? nil : conversion
    }

    private func resolved(_ text: String) -> RowReference {
        let word = ReferenceWord(text)
        if let declared {
            let doubt: ReferenceDoubt? =
                if case .unknown = word { .unknown(text) } else if word.agrees(with: declared) { nil } else {
                    .differs(text)
                }
            return read(declared, doubt: doubt, saying: text)
        }
        switch word {
        case .named(let reference): return read(reference, doubt: nil, saying: text)
        case .unknown: return refused(.unknown(text), Self.unknownText(text))
        case .none:
            if let usual { return read(usual, doubt: nil, saying: text) }
            return refused(
                .unusable(text),
                LocalizedText(
                    zh: "没有写明坐标系，而坐标以米为单位；请用 --points-crs 指明",
                    en: "names no reference, and metres need one; declare it with --points-crs"))
        }
    }

    private func read(_ reference: CRSIdentifier, doubt: ReferenceDoubt?, saying text: String) -> RowReference
    {
        do {
            if declared == nil, try GroundMeasure(for: reference).takesDegrees == areMetres {
                return refused(.unusable(text), Self.unfitText(reference, areMetres: areMetres))
            }
            let conversion = try conversion(from: reference)
            return RowReference(reference: reference, conversion: conversion, refusal: nil, doubt: doubt)
        } catch {
            return refused(.unusable(text), Complaint(error).text)
        }
    }

    private func refused(_ doubt: ReferenceDoubt, _ reason: LocalizedText) -> RowReference {
        RowReference(reference: nil, conversion: nil, refusal: reason, doubt: doubt)
    }

    private static func unknownText(_ word: String) -> LocalizedText {
        LocalizedText(
            zh: "“\(word)”不是已知的坐标系；请改正该列，或用 --points-crs 指明全部行的坐标系",
            en: "“\(word)” is no reference known; mend the column, or declare all rows with --points-crs")
    }

    private static func unfitText(_ reference: CRSIdentifier, areMetres: Bool) -> LocalizedText {
        areMetres
            ? LocalizedText(
                zh: "\(reference) 以度为单位，坐标列却是米", en: "\(reference) is in degrees, but the columns hold metres"
            )
            : LocalizedText(
                zh: "\(reference) 以米为单位，坐标列却是度", en: "\(reference) is in metres, but the columns hold degrees"
            )
    }
}
