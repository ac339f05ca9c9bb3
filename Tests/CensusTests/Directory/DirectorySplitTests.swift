import Census
import GeoKernels
import TestSupport
import Testing

@Suite("splitting a directory")
struct DirectorySplitTests {
    private func split(
        _ rows: [(row: DirectoryRow, division: String?)], _ level: OrganisationLevel = .county,
        overrides: [String: String] = [:]
    ) throws -> DirectorySplit {
        let rule = PartRule(tree: try MadeOffices.tree(), level: level, overrides: overrides)
        var split = DirectorySplit(id: "s1", rule: rule, columns: MadeOffices.columns)
        for (row, division) in rows { _ = split.add(row, division: division) }
        return split
    }

    @Test("parts and unassigned are the whole, row by row and digest by digest", arguments: seeds(5))
    func reconciles(seed: UInt64) throws {
        for level in [OrganisationLevel.city, .county] {
            let split = try split(MadeOffices.rows(300, seed: seed), level)
            #expect(split.isReconciled)
            #expect(split.whole.count == 300)
            #expect(split.unassigned.count == split.unassignedReasons.values.reduce(0, +))
            #expect(split.unassigned.count > 0)
        }
    }

    @Test("the order of the rows changes nothing", arguments: seeds(3))
    func orderDoesNotMatter(seed: UInt64) throws {
        var rows = MadeOffices.rows(200, seed: seed)
        let receipts = try split(rows).receipts
        var random = SplitMix64(seed: seed)
        rows.shuffle(using: &random)
        #expect(try split(rows).receipts == receipts)
    }

    @Test("an organisation without units gets an empty part with a receipt")
    func emptyParts() throws {
        let receipts = try split([]).receipts
        #expect(receipts.map(\.organisation) == ["990121", "990122", "990171", "999001"])
        #expect(receipts.allSatisfy { $0.rows == RowTally() })
    }

    @Test(
        "each unit goes to its part or nowhere, with the reason",
        arguments: [
            ("u", "990121401003", .part("990171")), ("u", "990122", .part("990122")),
            ("u", "990100000000", .unassigned(.keptAbove(organisation: "9901"))),
            ("u", "880100", .unassigned(.divisionNotKept("880100"))), ("u", nil, .unassigned(.noDivision)),
            ("given", "880100", .part("999001")), ("misgiven", "990122", .unassigned(.badOverride("nobody"))),
            ("tooHigh", "990122", .unassigned(.badOverride("9901"))),
        ] as [(String, String?, PartAssignment)])
    func assignments(key: String, division: String?, expected: PartAssignment) throws {
        let rule = PartRule(
            tree: try MadeOffices.tree(), level: .county,
            overrides: ["given": "999001", "misgiven": "nobody", "tooHigh": "9901"])
        #expect(rule.part(ofUnit: key, division: division) == expected)
    }

    @Test("a row's digest changes with any value, its kind and the place of the cut between two")
    func digestTellsRowsApart() {
        let rows: [[DirectoryValue]] = [
            [.text("ab"), .text("c")], [.text("a"), .text("bc")], [.none, .text("abc")],
            [.text("abc"), .none],
            [.integer(1), .none], [.real(1), .none], [.text("1"), .none], [.bytes([49]), .none], [.text("")],
            [.none], [],
        ]
        let digests = Set(rows.map { RowDigest(DirectoryRow(key: "k", values: $0)) })
        #expect(digests.count == rows.count)
        #expect(
            RowDigest(DirectoryRow(key: "k", values: [.real(-0.0)]))
                == RowDigest(DirectoryRow(key: "k", values: [.real(0)])))
    }

    @Test("a digest is read back from its digits, and the sum of digests wraps and carries")
    func digestText() throws {
        let digest = RowDigest(DirectoryRow(key: "k", values: [.text("单位")]))
        #expect(RowDigest(hexadecimal: digest.description) == digest)
        #expect(RowDigest(hexadecimal: "12") == nil)
        #expect(RowDigest(hexadecimal: String(repeating: "g", count: 64)) == nil)
        let most = try #require(RowDigest(hexadecimal: String(repeating: "f", count: 64)))
        let one = try #require(RowDigest(hexadecimal: String(repeating: "0", count: 63) + "1"))
        #expect(most + one == .empty)
    }

    /// Expected value: python3 hashlib.sha256(b"t" + (1).to_bytes(8, "little") + b"k" + b"n").
    @Test("a row's digest is the SHA-256 of its written form")
    func digestIsSHA256() {
        #expect(
            RowDigest(DirectoryRow(key: "k", values: [.none])).description == expectedDigest)
    }

    /// Texts of every length around a block of 64 bytes, at every place in a word.
    ///
    /// Expected value: python3 hashlib, each text as b"t" + (1).to_bytes(8, "little") + b"k" + b"t" +
    /// n.to_bytes(8, "little") + the bytes; then the 300 digests in hexadecimal one after another as a key.
    @Test("the digest of long texts is SHA-256 whatever their length")
    func longTexts() {
        var all = ""
        for length in 0..<300 {
            let text = String(decoding: (0..<length).map { UInt8(97 + $0 % 26) }, as: UTF8.self)
            all += RowDigest(DirectoryRow(key: "k", values: [.text(text)])).description
        }
        let digest = RowDigest(DirectoryRow(key: all, values: []))
        #expect(digest.description == "36e6a8ccf05a886580bcf49977d690e93f31758e1deddf4318191d8d70638986")
    }

    @Test("within an organisation's own directory, only organisations below it are parts")
    func within() throws {
        let rule = PartRule(tree: try MadeOffices.tree(), level: .county, within: "9901")
        #expect(rule.parts.map(\.code) == ["990121", "990122"])
        #expect(rule.part(ofUnit: "k", division: "990122102208") == .part("990122"))
        #expect(
            rule.part(ofUnit: "k", division: "999001100")
                == .unassigned(.keptAbove(organisation: "999001")))
    }
}
private let expectedDigest = "e706ea5e3ad6645e2f2fd7150c4cc51f1a2dae1309266eaff72d4a0ef6ed0f40"
