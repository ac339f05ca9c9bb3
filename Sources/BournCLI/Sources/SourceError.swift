internal import Census
internal import GeoModel

/// Why a source cannot be used for what was asked.
enum SourceError: Error, Hashable {
    /// The file declares no reference and none was given.
    case noReference(path: String)
    /// The reference is not known to PROJ, or cannot be reached.
    case badReference(CRSIdentifier, reason: String)
    /// Areas are needed, but the source is a CSV without a `wkt` column.
    case noAreas(path: String)
    /// A list of accepted faults names something that is no fault's id.
    case notAFault(path: String, line: Int, text: String)
    /// The columns hold metres, and nobody has said in which reference.
    case metresWithoutReference(path: String)
    /// The reference is on an old datum, whose parameters only the user can give.
    case parametersNeeded(String)
    /// A line has coordinates that its reference does not have.
    case lineOutOfRange(path: String, row: Int, reason: LocalizedText)
    /// No zone has these codes.
    case noSuchZones(codes: [String])
    /// Parents that have a code in common: nobody knows which of them a zone means.
    case sharedParentCodes(path: String, codes: [String])
    /// The source has no row that could be read.
    case nothingReadable(path: String, rows: Int)
    /// The file is no list of changes that a repair wrote.
    case notAChangeList(path: String, reason: String)
    /// An area tells its level neither by a field nor by its code.
    case noLevel(path: String, code: String)
    /// No fault has an id that begins so, or more than one has.
    case noSuchFault(text: String, matches: Int)
}
