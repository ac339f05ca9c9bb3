internal import Foundation

/// The entries of a ZIP archive, unpacked one at a time and never beyond a limit.
///
/// Only what workbooks use: stored and deflated entries, no encryption, no 64-bit extension. An entry that says it is too
/// long is refused; one that says it is short is not believed, and stopped at the limit.
///
/// Source: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
struct ZipArchive {
    private struct Entry {
        let method: Int
        let flags: Int
        let checksum: UInt32
        let packed: Int
        let declared: Int
        let header: Int
    }

    let path: String
    private let bytes: [UInt8]
    private var entries: [String: Entry] = [:]

    /// Reads the directory of an archive.
    init(path: String, limit: Int = 1 << 29) throws(SheetError) {
        self.path = path
        guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
        // A file that cannot be asked fails where it is opened.
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard (attributes?[.size] as? Int ?? 0) <= limit else {
            throw .fileTooLarge(path: path, limit: limit)
        }
        guard let data = FileManager.default.contents(atPath: path) else { throw .missing(path: path) }
        bytes = [UInt8](data)
        try readDirectory()
    }

    /// Reads an archive in memory.
    init(bytes: [UInt8], name: String) throws(SheetError) {
        path = name
        self.bytes = bytes
        try readDirectory()
    }

    var names: [String] { entries.keys.sorted() }

    /// Unpacks an entry; `nil` when there is none of this name.
    func unpack(_ name: String, limit: Int) throws(SheetError) -> [UInt8]? {
        guard let entry = entries[name] else { return nil }
        func fail(_ reason: SheetError.Fault) -> SheetError {
            .damagedPart(path: path, part: name, reason: reason)
        }
        guard entry.flags & 1 == 0 else { throw fail(.encrypted) }
        // Who admits to be too long is believed at once; who claims to be short is not, and is stopped at the limit.
        guard entry.declared <= limit else { throw .partTooLarge(path: path, part: name, limit: limit) }
        guard entry.header + 30 <= bytes.count, number(entry.header, 4) == 0x0403_4B50 else {
            throw fail(.outside)
        }
        let start = entry.header + 30 + number(entry.header + 26, 2) + number(entry.header + 28, 2)
        guard start + entry.packed <= bytes.count else { throw fail(.outside) }
        let packed = bytes[start..<(start + entry.packed)]
        let unpacked: [UInt8]
        switch entry.method {
        case 0:
            guard packed.count <= limit else { throw .partTooLarge(path: path, part: name, limit: limit) }
            unpacked = Array(packed)
        case 8:
            var inflate = Inflate(packed)
            switch inflate.run(limit: limit) {
            case .whole(let bytes): unpacked = bytes
            case .tooLong: throw .partTooLarge(path: path, part: name, limit: limit)
            case .damaged: throw fail(.packed)
            }
        default: throw fail(.method(entry.method))
        }
        guard CRC32.checksum(unpacked) == entry.checksum else { throw fail(.checksum) }
        return unpacked
    }

    private mutating func readDirectory() throws(SheetError) {
        guard let end = directoryEnd else { throw .notArchive(path: path, reason: .noEnd) }
        let count = number(end + 10, 2)
        var place = number(end + 16, 4)
        guard place != 0xFFFF_FFFF, count != 0xFFFF, number(end + 4, 2) == 0 else {
            throw .notArchive(path: path, reason: .unsupported)
        }
        for _ in 0..<count {
            guard place + 46 <= bytes.count, number(place, 4) == 0x0201_4B50 else {
                throw .notArchive(path: path, reason: .outside)
            }
            let nameEnd = place + 46 + number(place + 28, 2)
            guard nameEnd <= bytes.count else { throw .notArchive(path: path, reason: .outside) }
            let name = String(decoding: bytes[(place + 46)..<nameEnd], as: UTF8.self)
            entries[name] = Entry(
                method: number(place + 10, 2), flags: number(place + 8, 2),
                checksum: UInt32(number(place + 16, 4)), packed: number(place + 20, 4),
                declared: number(place + 24, 4),
                header: number(place + 42, 4))
            place = nameEnd + number(place + 30, 2) + number(place + 32, 2)
        }
    }

    /// Where the end record starts: at most a comment of 64 KiB before the end of the file.
    private var directoryEnd: Int? {
        guard bytes.count >= 22 else { return nil }
        var place = bytes.count - 22
        let last = max(0, bytes.count - 22 - 0xFFFF)
        while place >= last {
            if bytes[place] == 0x50, number(place, 4) == 0x0605_4B50 { return place }
            place -= 1
        }
        return nil
    }

    private func number(_ offset: Int, _ count: Int) -> Int {
        var value = 0
        for index in 0..<count { value |= Int(bytes[offset + index]) << (8 * index) }
        return value
    }
}

/// The checksum of ZIP entries.
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var value: UInt32 = 0xFFFF_FFFF
        for byte in bytes { value = table[Int((value ^ UInt32(byte)) & 0xFF)] ^ (value >> 8) }
        return value ^ 0xFFFF_FFFF
    }
}
