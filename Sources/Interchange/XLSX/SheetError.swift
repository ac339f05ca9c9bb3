/// Why a workbook cannot be read.
public enum SheetError: Error, Hashable, Sendable {
    /// There is no file at the path.
    case missing(path: String)
    /// The file is no ZIP archive, or its directory is broken.
    case notArchive(path: String, reason: Fault)
    /// The file is longer than what is read.
    case fileTooLarge(path: String, limit: Int)
    /// A part unpacks to more than what is read: a huge sheet, or a bomb.
    case partTooLarge(path: String, part: String, limit: Int)
    /// A part of the archive is damaged.
    case damagedPart(path: String, part: String, reason: Fault)
    /// A part that a workbook needs is not there.
    case missingPart(path: String, part: String)
    /// A part is no well-formed XML, at a byte of the unpacked part.
    case badXML(path: String, part: String, offset: Int)
    /// A part declares a document type, which workbooks never do and attacks do.
    case documentType(path: String, part: String)
    /// There is no sheet of this name.
    case noSheet(path: String, name: String, sheets: [String])
    /// The sheet has no row with column names.
    case noHeader(path: String, sheet: String)
    /// A cell cannot be placed, or names a text that is not there.
    case badCell(path: String, sheet: String, row: Int, cell: String)

    /// What is wrong with an archive.
    public enum Fault: Hashable, Sendable {
        /// Its end is missing: the file is cut off, or no ZIP at all.
        case noEnd
        /// Entries lie outside the file.
        case outside
        /// It is encrypted.
        case encrypted
        /// It is packed in a way that workbooks do not use.
        case method(Int)
        /// The packed bytes make no sense.
        case packed
        /// The checksum differs.
        case checksum
        /// It needs the 64-bit extension, or lies on several disks.
        case unsupported
    }
}
