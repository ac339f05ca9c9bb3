import Census
import Foundation
import Interchange
import TestSupport
import Testing

/// Workbooks packed by Python's zlib, which knows nothing of this project's unpacking.
@Suite("A deflated workbook")
struct DeflatedWorkbookTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Packs the parts of a workbook anew at a level of zlib, and changes them by a script before.
    private func packed(_ book: MadeWorkbook, level: Int = 6, _ script: String = "") throws -> String {
        let plain = folder.path("plain.xlsx")
        try Data(book.bytes).write(to: URL(fileURLWithPath: plain))
        let path = folder.path("packed.xlsx")
        let program = """
            import zipfile
            parts = {n: zipfile.ZipFile(r'\(plain)').read(n) for n in zipfile.ZipFile(r'\(plain)').namelist()}
            \(script)
            with zipfile.ZipFile(r'\(path)', 'w', zipfile.ZIP_DEFLATED, compresslevel=\(level)) as z:
                for n, b in parts.items(): z.writestr(n, b)
            """
        let made = try run("python3", ["-c", program])
        #expect(made.status == 0, "\(made.errors)")
        return path
    }

    @Test("unpacks to the very same cells at every level of packing", arguments: [0, 1, 6, 9])
    func levels(level: Int) throws {
        var random = RandomGeometry(seed: 20_180_315)
        let texts: [[String?]] =
            [["label", "value"]]
            + (0..<3000).map { ["S\($0)", "\(random.index(below: 100_000))\($0 % 7 == 0 ? "L" : "")"] }
        let source = try SheetRowSource(path: packed(MadeWorkbook(texts: texts), level: level))
        var found: [[String?]] = [["label", "value"]]
        try source.forEachRow { found.append($0.values) }
        #expect(found == texts)
    }

    @Test(
        "that unpacks to a gigabyte is refused at the limit, by the name of its part",
        .timeLimit(.minutes(10)))
    func bomb() throws {
        // A megabyte on disk; the sheet's rows would be 900 million blanks.
        let path = try packed(
            MadeWorkbook(texts: [["a", "b"]]), level: 9,
            "parts['xl/worksheets/sheet1.xml'] = b'<worksheet><sheetData>' + b' ' * 900_000_000")
        #expect {
            try SheetRowSource(path: path)
        } throws: { error in
            guard case .partTooLarge(_, "xl/worksheets/sheet1.xml", _) = error as? SheetError else {
                return false
            }
            return true
        }
    }

    @Test("with a wrong checksum is refused by the name of its part")
    func checksum() throws {
        let path = try packed(MadeWorkbook(texts: [["a", "b"], ["1", "2"]]))
        let change = try run(
            "python3",
            [
                "-c",
                """
                import struct
                b = bytearray(open(r'\(path)', 'rb').read())
                at = b.rfind(b'PK\\x01\\x02')
                b[at + 16] ^= 1
                open(r'\(path)', 'wb').write(b)
                """,
            ])
        #expect(change.status == 0, "\(change.errors)")
        #expect {
            try SheetRowSource(path: path)
        } throws: { error in
            if case .damagedPart(_, _, .checksum) = error as? SheetError { true } else { false }
        }
    }
}
