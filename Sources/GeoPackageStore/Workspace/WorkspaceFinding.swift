public import Census
public import GeoModel

/// A rule of the workspace that its file breaks, as after editing with another program.
public enum WorkspaceFinding: Hashable, Sendable {
    /// SQLite finds the file itself damaged; `reason` is its word.
    case damagedFile(reason: String)
    /// The tables of GeoPackage do not know a layer, its reference or its spatial index any more.
    case layerUnregistered(ImportKind)
    /// Rows of a layer have no code, or one that is not text.
    case codeMissing(ImportKind, rows: [Int64])
    /// Several rows of a layer have one code.
    case codeRepeated(ImportKind, code: String, rows: [Int64])
    /// A row's geometry cannot be read.
    case geometryDamaged(ImportKind, row: Int64, GeoPackageBlobError)
    /// A row of an area layer has no geometry, or one of another kind.
    case geometryUnfit(ImportKind, row: Int64)
    /// A row's geometry names another reference than its layer.
    case referenceDiffers(ImportKind, row: Int64, srsID: Int32)
    /// The spatial index lacks rows or has too many.
    case indexDiffers(ImportKind, rows: Int, indexed: Int)
    /// The logged draw of a quality check was changed, or its results contradict it.
    case drawChanged(check: String)
    /// Rows of a table of the register, the survey, evidence or monitoring cannot be read as they are; `count` of them,
    /// of which the first are named.
    case rowsSpoilt(table: String, column: String, RowFault, rows: [Int64], count: Int)
}
