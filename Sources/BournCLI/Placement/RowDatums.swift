internal import Census
internal import GeoModel
internal import PROJBridge

/// The references that the rows of a table are in, and how degrees of each become CGCS2000.
struct RowDatums {
    /// Rows that name another reference than the user declared for all, by what they name.
    private(set) var differing: [String: Int] = [:]
    private let declared: CRSIdentifier?
    private let shift: PROJBridge.DatumShift?
    private var conversions: [CRSIdentifier: ReferenceConversion] = [:]

    /// Makes an empty collection.
    ///
    /// - Parameters:
    ///   - declared: What the user says all rows are in; it counts more than what a row says.
    ///   - datumShift: The seven parameters of an old datum.
    init(declared: CRSIdentifier?, datumShift: Census.DatumShift?) {
        self.declared = declared
        shift = datumShift.map(PROJBridge.DatumShift.init)
    }

    /// The reference of a row that says a word for it, or none.
    ///
    /// - Throws: `SourceError` when it is of an old datum and no parameters were given.
    mutating func reference(saying word: String) throws -> CRSIdentifier {
        let said = CRSIdentifier(word)
        if let declared, let said, said != declared, !(said.isWGS84OrCGCS2000 && declared.isWGS84OrCGCS2000) {
            differing[word, default: 0] += 1
        }
        let reference = declared ?? said ?? .cgcs2000
        if conversions[reference] == nil, GaussKrugerZone(crs: reference) == nil {
            conversions[reference] = try ReferenceConversion(
                from: reference, to: .cgcs2000, parameters: shift)
        }
        return reference
    }

    /// Degrees of a reference as degrees of CGCS2000; `nil` where that has no meaning.
    func degrees(_ position: Position, in reference: CRSIdentifier) -> Position? {
        conversions[reference]?.position(position)
    }
}

extension GaussKrugerZone {
    fileprivate init?(crs: CRSIdentifier) {
        guard case .epsg(let code) = crs else { return nil }
        self.init(epsg: code)
    }
}
