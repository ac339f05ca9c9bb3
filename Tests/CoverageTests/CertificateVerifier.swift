import Foundation
import GeoModel
import Testing

/// Asks `Tools/verify-certificate` whether a certificate fits some zones.
struct CertificateVerifier {
    /// A row of a layer.
    struct Row {
        var code: String
        var parent: String?
        var level: String?
        var area: MultiPolygon
    }

    /// Writes zones and parents to GeoPackages and asks the tool: its exit status and what it printed.
    func verify(_ json: String, _ zones: [Row], parents: [Row]? = nil) throws -> (Int32, String) {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("bourn-certificate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) }
        }
        let certificate = folder.appendingPathComponent("certificate.json")
        try Data(json.utf8).write(to: certificate)
        let file = folder.appendingPathComponent("zones.gpkg").path
        try write(zones, to: file)
        var arguments = [tool("../../Tools/verify-certificate"), certificate.path, file]
        if let parents {
            let above = folder.appendingPathComponent("parents.gpkg").path
            try write(parents, to: above)
            arguments += ["--parents", above]
        }
        return try run(arguments)
    }

    /// The certificate after some statements in Python that change it, `c`, with its own digest made to fit again.
    func resealed(_ json: String, _ change: String = "") throws -> String {
        let script = """
            import hashlib, json, sys
            c = json.loads(sys.stdin.read())
            \(change)
            c.pop("digest")
            body = json.dumps(c, ensure_ascii=False)[:-1] + ", "
            print(body + '"digest": "%s"}' % hashlib.sha256(body.encode()).hexdigest())
            """
        let (status, output) = try run(["-c", script], input: json)
        try #require(status == 0)
        return output
    }

    private func write(_ rows: [Row], to path: String) throws {
        let lines = rows.map { row in
            let blob = GeoPackageBlob.encode(.multiPolygon(row.area), srsID: 4490)
            let digits = blob.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
            return "\(row.code) \(row.parent ?? "-") \(row.level ?? "-") \(digits)"
        }
        let made = try run([tool("Fixtures/make_geopackage.py"), path], input: lines.joined(separator: "\n"))
        try #require(made.status == 0)
    }

    private func tool(_ path: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(path).standardized
            .path
    }

    private func run(_ arguments: [String], input: String = "") throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        try process.run()
        stdin.fileHandleForWriting.write(Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        let output = stdout.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
