import Foundation
import GeoModel
import TestSupport
import Testing

/// Results kept as files, so that a change of any of them is seen and meant.
///
/// `RECORD_GOLDEN=1 swift test --filter Golden` writes them anew and fails, so that a recording never passes for a check.
@Suite("Kept results", .tags(.endToEnd))
struct GoldenTests {
    @Test(
        "the help of a command reads as it was approved",
        arguments: [
            [], ["import"], ["coverage", "check"], ["coverage", "accept"], ["coverage", "repair"],
            ["coverage", "simplify"], ["assign"], ["zones", "draw"],
            ["zones", "book"], ["zones", "adopt"], ["zones", "lineage"], ["zones", "rename"],
            ["zones", "edit"], ["zones", "package"], ["people", "import"], ["people", "assign"],
            ["people", "show"], ["zones", "edit", "split"], ["zones", "edit", "border"],
            ["report"], ["directory"], ["directory", "split"], ["directory", "merge"], ["directory", "seal"],
            ["directory", "record"], ["directory", "refresh"], ["directory", "duplicates"],
            ["directory", "codes"], ["directory", "dispose"], ["directory", "opinion"],
            ["directory", "review"], ["directory", "reference"], ["directory", "progress"],
            ["directory", "forms"], ["directory", "status"], ["directory", "give"],
            ["directory", "receipts"],
            ["quality"],
            ["quality", "draw"], ["quality", "enter"],
            ["quality", "rates"],
            ["placement", "review"], ["placement", "accept"],
            ["outfall"], ["outfall", "list"], ["outfall", "review"], ["outfall", "candidates"],
            ["outfall", "step"], ["outfall", "register"], ["outfall", "serves"], ["outfall", "correct"],
            ["observation", "import"],
            ["evidence", "import"],
            ["monitoring"], ["monitoring", "set"], ["monitoring", "import"],
            ["monitoring", "review"], ["monitoring", "decide"],
            ["monitoring", "statistics"], ["monitoring", "matrix"], ["monitoring", "export"],
        ],
        TestLanguage.allCases)
    func help(command: [String], language: TestLanguage) throws {
        let result = try BournProgram.run(command + ["--help"], in: language)
        let name = (["help"] + command + [language == .chinese ? "zh" : "en"]).joined(separator: "-")
        try Golden("\(name).txt").check(result.output)
    }

    @Test("the damaged twin of the sample blocks has the faults it had, by id, kind, area and zones")
    func damagedBlocks() throws {
        let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../GeoData").standardizedFileURL
        let result = try BournProgram.run(
            "coverage", "check", data.appendingPathComponent("blocks-damaged.geojson").path,
            "--parents", data.appendingPathComponent("divisions.geojson").path, "--format", "json")
        result.expect(.faulty)
        try Golden("damaged-blocks.txt").check(try lines(of: JSONValue(json: Array(result.output.utf8))))
    }

    /// One line a fault; areas rounded, since their last digits may differ between machines.
    private func lines(of report: JSONValue) throws -> String {
        let faults = try #require(report.member("faults")?.elements)
        return try faults.map { fault in
            let area = try #require(fault.member("area_m2")?.number)
            let zones = try #require(fault.member("zones")?.elements).compactMap(\.text)
            let words = ["id", "kind"].compactMap { fault.member($0)?.text }
            return (words + ["\((area * 100).rounded() / 100)"] + zones).joined(separator: " ")
        }.joined(separator: "\n") + "\n"
    }
}

/// A result kept beside the tests.
struct Golden {
    private let url: URL

    init(_ name: String) {
        url =
            URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../Fixtures/Golden/\(name)").standardizedFileURL
    }

    /// Compares a result with the one kept, or keeps it and fails when asked to record.
    func check(_ result: String) throws {
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try Data(result.utf8).write(to: url)
            Issue.record("recorded \(url.lastPathComponent); run again without RECORD_GOLDEN")
        } else {
            let kept = try String(contentsOf: url, encoding: .utf8)
            #expect(
                result == kept,
                "\(url.lastPathComponent) differs; if that is meant, record it with RECORD_GOLDEN=1")
        }
    }
}

extension JSONValue {
    fileprivate func member(_ name: String) -> JSONValue? {
        if case .object(let members) = self { members.first { $0.name == name }?.value } else { nil }
    }

    fileprivate var elements: [JSONValue]? {
        if case .array(let values) = self { values } else { nil }
    }

    fileprivate var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    fileprivate var number: Double? {
        if case .number(let number) = self { number.double } else { nil }
    }
}
