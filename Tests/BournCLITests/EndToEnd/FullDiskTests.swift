import Foundation
import TestSupport
import Testing

@Suite("A disk without room", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct FullDiskTests {
    let office: Office

    init() throws { office = try Office() }

    /// A private disk of one MiB, in a mount namespace of its own: nothing is left when the command ends.
    private static let privateMounts = ["--map-root-user", "--mount"]
    static let canMount: Bool = {
        do {
            return try run("unshare", privateMounts + ["mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status == 0
        } catch {
            return false
        }
    }()

    private func sources() throws -> (small: String, large: String) {
        let lines = (0..<12_000).map { "\(410_101_000_000 + $0),\"\(squareWKT($0 % 90))\"\n" }
        return (
            try office.source("small.csv", "code,wkt\n" + lines.prefix(10).joined()),
            try office.source("large.csv", "code,wkt\n" + lines.joined())
        )
    }

    @Test(
        "ends the import with the reason and leaves the workspace byte for byte",
        .enabled(if: canMount, "this system lets nobody mount a small disk"), arguments: TestLanguage.allCases
    )
    func full(language: TestLanguage) throws {
        let (small, large) = try sources()
        let script = """
            mount -t tmpfs -o size=1m tmpfs "$0" && cd "$0" || exit 99
            "$1" import blocks office.gpkg "$2" >/dev/null || exit 98
            sha256sum office.gpkg
            "$1" import blocks office.gpkg "$3"; echo "ended $?"
            sha256sum office.gpkg
            "$1" import blocks new.gpkg "$3"; echo "ended $?"
            ls
            """
        let disk = office.folder.path("disk")
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
        let result = try run(
            "unshare", Self.privateMounts + ["sh", "-c", script, disk, BournProgram.path, small, large],
            environment: language.environment)
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(
            lines.count == 5 && lines[0] == lines[2] && lines[1] == "ended 74" && lines[3] == "ended 74"
                && lines[4] == "office.gpkg", "\(result.output)\(result.errors)")
        #expect(result.errors.contains("office.gpkg") && result.errors.contains("new.gpkg"))
        #expect(language.isLanguage(of: result.errors.replacing("database or disk is full", with: "")))
    }

    @Test("as a limit on the size of files ends the import in the same way")
    func limited() throws {
        let (small, large) = try sources()
        _ = try office.importing("blocks", small)
        let before = office.bytes
        let result = try run(
            "prlimit",
            ["--fsize=\(1 << 20)", BournProgram.path, "import", "blocks", office.workspace, large],
            environment: TestLanguage.english.environment)
        result.expect(.inputOutput)
        result.expectErrors(naming: office.workspace)
        #expect(office.bytes == before)
        #expect(try office.leftovers(besides: "office.gpkg", "small.csv", "large.csv").isEmpty)
    }

    @Test("for the result ends with 74, not with silence")
    func fullOutput() throws {
        let (small, _) = try sources()
        let result = try run(
            "sh",
            [
                "-c", "\"$0\" import blocks \"$1\" \"$2\" > /dev/full", BournProgram.path, office.workspace,
                small,
            ],
            environment: TestLanguage.english.environment)
        result.expect(.inputOutput)
    }
}
