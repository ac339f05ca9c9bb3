import Foundation
import Glibc
import TestSupport
import Testing

@Suite("Long work that is stopped by Ctrl-C", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct StoppedWorkTests {
    let office: Office

    init() throws { office = try Office() }

    /// 20 000 squares side by side, of a hundredth of a degree.
    private func squares() throws -> String {
        func degrees(_ hundredths: Int) -> String {
            "\(hundredths / 100).\(String(hundredths % 100 + 100).dropFirst())"
        }
        let lines = (0..<20_000).map { number in
            let (x, y) = (11_000 + number % 200, 3_000 + number / 200)
            let (west, east, south, north) = (degrees(x), degrees(x + 1), degrees(y), degrees(y + 1))
            let ring = "\(west) \(south),\(east) \(south),\(east) \(north),\(west) \(north),\(west) \(south)"
            return "\(410_101_000_000 + number),7,\"POLYGON((\(ring)))\"\n"
        }
        return try office.source("squares.csv", "code,units,wkt\n" + lines.joined())
    }

    /// How many bytes the program that was given a path has read so far; `nil` while there is none.
    private func bytesRead(given path: String) -> Int? {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        for process in processes where Int32(process) != nil {
            // A process may end between two looks at it: then it is not the one.
            guard let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline"),
                line.range(of: Data(path.utf8)) != nil,
                let counters = FileManager.default.contents(atPath: "/proc/\(process)/io"),
                let first = String(decoding: counters, as: UTF8.self).split(separator: "\n").first
            else { continue }
            return Int(first.drop { !$0.isNumber })
        }
        return nil
    }

    static let commands = ["coverage check", "coverage repair"]

    @Test("ends with 130 within two seconds and writes nothing", arguments: commands, [SIGINT, SIGTERM])
    func stopped(command: String, signal: Int32) throws {
        let source = try squares()
        let size = try Data(contentsOf: URL(fileURLWithPath: source)).count
        let output = office.folder.path("result.gpkg")
        let program = try RunningProgram(
            command.split(separator: " ").map(String.init) + [source, "--output", output],
            temporaryFolder: office.folder.url.path, errorPath: office.folder.path("errors"))
        var (read, since) = (0, ContinuousClock.now)
        let hasRead = program.wait {
            let now = bytesRead(given: source) ?? 0
            if now != read { (read, since) = (now, .now) }
            // It has read everything and reads no more: now it works.
            return read >= size && ContinuousClock.now - since > .milliseconds(40)
        }
        let asked = ContinuousClock.now
        if hasRead { program.send(signal) }
        let isLate = program.wait { ContinuousClock.now - asked > .seconds(2) }
        if isLate { program.send(SIGKILL) }
        let end = try program.end()
        #expect(!isLate, "\(command) went on for more than two seconds after it was asked to stop")
        guard !isLate else { return }
        #expect(!end.wasKilled, "\(end.errors)")
        // Whoever is quick enough has ended before the signal came.
        #expect([130, 0, 1].contains(end.status), "\(end.errors)")
        if end.status == 130 {
            #expect(!FileManager.default.fileExists(atPath: output))
            #expect(try office.leftovers(besides: "squares.csv", "errors").isEmpty)
        }
    }
}
