import GeoModel
import Glibc
import TestSupport
import Testing

@testable import GeoKernels

@Suite("The zone locator as a file")
struct ZoneLocatorFileTests {
    /// A path of its own for each test; the file is removed at the end.
    func withPath(_ name: String, _ body: (String) throws -> Void) throws {
        let path = "/tmp/bourn-locator-\(getpid())-\(name)"
        defer { unsafe unlink(path) }
        try body(path)
    }

    func read(_ path: String) -> [UInt8] {
        guard let file = unsafe fopen(path, "rb") else { return [] }
        defer { unsafe fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let length = unsafe fread(&bytes, 1, bytes.count, file)
        return Array(bytes[..<length])
    }

    func write(_ bytes: [UInt8], _ path: String) {
        guard let file = unsafe fopen(path, "wb") else { return }
        unsafe fwrite(bytes, 1, bytes.count, file)
        unsafe fclose(file)
    }

    let made: MadeZones = {
        var made = MadeZones(seed: 5, side: 6, zones: 9, gaps: 3)
        made.damage(seed: 5, count: 4)
        return made
    }()

    func built() -> ZoneLocator {
        ZoneLocator(
            made.table, rank: made.areas.indices.map { Int32($0 * 3 % 5) }, isParallel: false,
            edgesPerTile: 40)
    }

    @Test("a written locator, mapped, answers as the one that was built")
    func roundTrip() throws {
        try withPath("round") { path in
            let locator = built()
            try locator.write(to: path)
            let mapped = try ZoneLocator(mapping: path)
            #expect(mapped.count == locator.count)
            let probes = made.probes(seed: 1, count: 400)
            for probe in probes { #expect(mapped.locate(probe) == locator.locate(probe)) }
            #expect(mapped.locate(probes).zones == locator.locate(probes).zones)
            let first = read(path)
            try mapped.write(to: path)
            #expect(read(path) == first && !first.isEmpty)
            #expect(mapped.locate(probes[0]) == locator.locate(probes[0]))
        }
    }

    @Test("a file that is missing, empty, cut or of another version is refused with its path")
    func refused() throws {
        try withPath("bad") { path in
            #expect(throws: LocatorFileError.unreadable(path: path, errorNumber: ENOENT)) {
                try ZoneLocator(mapping: path)
            }
            try built().write(to: path)
            let bytes = read(path)
            for length in [0, 7, 100, bytes.count / 2, bytes.count - 70] {
                write(Array(bytes[..<length]), path)
                #expect(throws: LocatorFileError.damaged(path: path, what: .header)) {
                    try ZoneLocator(mapping: path)
                }
            }
            var later = bytes
            later[8] = 9
            write(later, path)
            #expect(throws: LocatorFileError.otherVersion(path: path, found: 9, expected: 1)) {
                try ZoneLocator(mapping: path)
            }
            #expect(throws: LocatorFileError.unwritable(path: "/nowhere/x", errorNumber: ENOENT)) {
                try built().write(to: "/nowhere/x")
            }
        }
    }

    @Test("a file with changed bytes is refused or answers something, and never crashes", arguments: seeds(8))
    func damaged(seed: UInt64) throws {
        try withPath("damaged-\(seed)") { path in
            try built().write(to: path)
            let bytes = read(path)
            var random = SplitMix64(seed: seed)
            var refused = 0
            for _ in 0..<60 {
                var changed = bytes
                // The header, every other time, or anywhere.
                let range = random.index(below: 2) == 0 ? 200 : bytes.count
                for _ in 0..<3 { changed[random.index(below: range)] = UInt8(random.index(below: 256)) }
                write(changed, path)
                do {
                    let locator = try ZoneLocator(mapping: path)
                    for probe in made.probes(seed: seed, count: 20) { _ = locator.locate(probe) }
                } catch { refused += 1 }
            }
            #expect(refused > 5)
        }
    }
}
