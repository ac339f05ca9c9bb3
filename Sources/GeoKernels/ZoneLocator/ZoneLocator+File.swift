internal import GeoModel
internal import Glibc

/// The first bytes of a written locator; little-endian, as are all numbers that follow.
///
/// After it, each beginning at a multiple of 64 bytes: positions, ring starts, zone rings, ranks, tiles,
/// cells, entries.
private struct LocatorFileHeader: BitwiseCopyable {
    static let mark: UInt64 = 0x434F_4C4E_5255_4F42  // "BOURNLOC"
    static let currentVersion: UInt32 = 1

    var mark = Self.mark
    var version = Self.currentVersion
    var columns: UInt32 = 0
    var positions: UInt64 = 0
    var ringStarts: UInt64 = 0
    var zoneRings: UInt64 = 0
    var rank: UInt64 = 0
    var tiles: UInt64 = 0
    var cells: UInt64 = 0
    var entries: UInt64 = 0
    var lattice = Lattice()
}

extension ZoneLocator {
    /// Writes the locator, positions included, so that it can be mapped instead of built.
    ///
    /// The bytes are the same for the same zones and ranks. An existing file is replaced, not changed: what
    /// has it mapped keeps the old one.
    ///
    /// - Throws: `LocatorFileError.unwritable`; the target then is as it was.
    /// - Complexity: O(bytes).
    public func write(to path: String) throws(LocatorFileError) {
        let draft = path + ".part"
        guard let file = unsafe fopen(draft, "wb") else {
            throw .unwritable(path: path, errorNumber: errno)
        }
        var writer = unsafe SectionWriter(file: file)
        var header = LocatorFileHeader()
        header.columns = UInt32(columns)
        header.lattice = lattice
        header.positions = UInt64(zones.positions.count)
        header.ringStarts = UInt64(zones.ringStarts.count)
        header.zoneRings = UInt64(zones.zoneRings.count)
        header.rank = UInt64(rank.count)
        header.tiles = UInt64(tiles.count)
        header.cells = UInt64(cells.count)
        header.entries = UInt64(entries.count)
        unsafe writer.write(.owned([header]))
        unsafe writer.write(zones.positions)
        unsafe writer.write(zones.ringStarts)
        unsafe writer.write(zones.zoneRings)
        unsafe writer.write(rank)
        unsafe writer.write(tiles)
        unsafe writer.write(cells)
        unsafe writer.write(entries)
        let isWritten = unsafe writer.finish()
        guard isWritten, unsafe rename(draft, path) == 0 else {
            let number = errno
            unsafe unlink(draft)
            throw .unwritable(path: path, errorNumber: number)
        }
    }

    /// Maps a locator that `write(to:)` wrote; its pages are read when they are needed.
    ///
    /// Every reference in the file is checked first, so that a damaged file is refused and never followed.
    ///
    /// - Parameter path: A file that must not be shortened while the locator is in use.
    /// - Throws: `LocatorFileError`.
    /// - Complexity: O(zones + rings + tiles + cells + entries).
    public init(mapping path: String) throws(LocatorFileError) {
        let file = try MappedFile(path)
        var reader = SectionReader(file: file, path: path)
        let headers: FrozenArray<LocatorFileHeader> = try reader.next(1)
        let header = unsafe headers.withUnsafeBufferPointer { unsafe $0[0] }
        guard header.mark == LocatorFileHeader.mark else { throw .damaged(path: path, what: .header) }
        guard header.version == LocatorFileHeader.currentVersion else {
            throw .otherVersion(
                path: path, found: header.version, expected: LocatorFileHeader.currentVersion)
        }
        zones = ZoneRings(
            positions: try reader.next(header.positions), ringStarts: try reader.next(header.ringStarts),
            zoneRings: try reader.next(header.zoneRings))
        rank = try reader.next(header.rank)
        lattice = header.lattice
        columns = Int(header.columns)
        tiles = try reader.next(header.tiles)
        cells = try reader.next(header.cells)
        entries = try reader.next(header.entries)
        guard columns > 0, tiles.count > 0, tiles.count % columns == 0 else {
            throw .damaged(path: path, what: .tiles)
        }
        pyramid = TilePyramid(tiles: tiles, columns: columns)
        if let part = unsafe withView({ unsafe $0.damagedPart() }) {
            throw .damaged(path: path, what: part)
        }
    }
}

private let sectionAlignment = 64

/// Writes arrays one after another, each beginning at a multiple of the alignment.
@unsafe
private struct SectionWriter {
    let file: UnsafeMutablePointer<FILE>
    private var isSound = true

    init(file: UnsafeMutablePointer<FILE>) { unsafe self.file = file }

    mutating func write(_ section: FrozenArray<some BitwiseCopyable & Sendable>) {
        let written = unsafe section.withUnsafeBufferPointer { buffer in
            let bytes = UnsafeRawBufferPointer(buffer)
            let padding = (sectionAlignment - bytes.count % sectionAlignment) % sectionAlignment
            let zeros = [UInt8](repeating: 0, count: padding)
            let body = unsafe bytes.isEmpty ? 0 : fwrite(bytes.baseAddress, 1, bytes.count, file)
            return unsafe body == bytes.count && fwrite(zeros, 1, padding, file) == padding
        }
        unsafe isSound = isSound && written
    }

    mutating func finish() -> Bool {
        let isFlushed = unsafe fflush(file) == 0 && fsync(fileno(file)) == 0
        let isClosed = unsafe fclose(file) == 0
        return unsafe isSound && isFlushed && isClosed
    }
}

/// Hands out the arrays of a mapped file in their order.
private struct SectionReader {
    let file: MappedFile
    let path: String
    var offset = 0

    mutating func next<Element: BitwiseCopyable & Sendable>(
        _ count: UInt64
    ) throws(LocatorFileError) -> FrozenArray<Element> {
        let stride = UInt64(MemoryLayout<Element>.stride)
        let (bytes, overflow) = count.multipliedReportingOverflow(by: stride)
        guard !overflow, bytes <= UInt64(max(0, file.count - offset)) else {
            throw .damaged(path: path, what: .header)
        }
        defer {
            offset += (Int(bytes) + sectionAlignment - 1) / sectionAlignment * sectionAlignment
        }
        return .mapped(file, offset: offset, count: Int(count))
    }
}
