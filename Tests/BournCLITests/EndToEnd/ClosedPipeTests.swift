import Foundation
import TestSupport
import Testing

@Suite("A reader that goes away", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct ClosedPipeTests {
    let office: Office

    init() throws { office = try Office() }

    @Test(
        "is no crash of the program that it read from",
        arguments: ["json", "text", "geojson", "html"], ["head -1", "head -c 1", "true"])
    func head(format: String, reader: String) throws {
        // 900 blocks on 90 places: their overlaps make a result that is longer than a pipe holds.
        let lines = (0..<900).map { "\(410_101_000_000 + $0),\"\(squareWKT($0 % 90))\"\n" }
        let source = try office.source("areas.csv", "code,wkt\n" + lines.joined())
        let script = "{ \"$0\" coverage check \"$1\" --format \"$2\"; echo \"ended $?\" >&2; } | \(reader)"
        let result = try run(
            "sh", ["-c", script, BournProgram.path, source, format],
            environment: TestLanguage.english.environment)
        let ended = result.errors.split(separator: "\n").last { $0.hasPrefix("ended ") }
        // 1 when the reader took it all before it went: the blocks overlap.
        #expect(["ended 74", "ended 0", "ended 1"].contains(ended), "\(result.errors)")
    }
}
