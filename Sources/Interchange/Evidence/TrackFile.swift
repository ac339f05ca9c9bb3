public import Census
internal import Foundation
internal import GeoModel

/// A track of a receiver in a GPX or KML file, read by the `ogr2ogr` program in a child process with limits.
public struct TrackFile: Sendable {
    /// Where the file is.
    public let path: String

    /// What a track says.
    public struct Content: Sendable {
        /// Its points, each with a time.
        public let points: [TrackPoint]
        /// Points without a time or with a place that is none on Earth, which say nothing about a photo.
        public let withoutTime: Int
        /// The names that the file gives its tracks.
        public let names: [String]
    }

    private let program = BoundedProgram(
        name: "ogr2ogr", processorSeconds: 60, memory: 2 << 30, outputLimit: 256 << 20)

    /// Names a file.
    public init(path: String) { self.path = path }

    /// Reads the points in the order of the file.
    ///
    /// A GPX gives its track points; a KML its `gx:Track`s, or where it has none its placemarks with a time. Positions are in WGS 84, taken as CGCS2000.
    ///
    /// - Throws: `TrackRefusal`; `InterchangeError` when the program cannot be run.
    public func read() async throws -> Content {
        let ending = URL(fileURLWithPath: path).pathExtension.lowercased()
        if ending == "kml", let track = try placemarkTrack() { return track }
        let isGPX = ending == "gpx"
        let rows = try await table(isGPX ? ["track_points", "-select", "time"] : [])
        var names: [String] = []
        if isGPX {
            names = try await table(["tracks", "-select", "name"]).rows.compactMap { $0.last { !$0.isEmpty } }
        }
        let timeColumn = rows.header.firstIndex { ["time", "timestamp"].contains($0.lowercased()) }
        var points: [TrackPoint] = []
        var withoutTime = 0
        for row in rows.rows {
            guard row.count > 1, let x = Double(row[0]), let y = Double(row[1]),
                Self.isOnEarth(x, y)
            else {
                withoutTime += 1
                continue
            }
            let text = timeColumn.flatMap { row.indices.contains($0) ? row[$0] : nil } ?? ""
            guard let moment = Self.moment(text) else {
                withoutTime += 1
                continue
            }
            points.append(TrackPoint(moment, Position(x, y)))
        }
        guard !points.isEmpty else {
            throw TrackRefusal.withoutTimes
        }
        return Content(points: points, withoutTime: withoutTime, names: names)
    }

    /// Longitude and latitude are within their bounds.
    static func isOnEarth(_ x: Double, _ y: Double) -> Bool { x.magnitude <= 180 && y.magnitude <= 90 }

    /// The largest KML that is read; a day of one fix a second has about ten million bytes.
    private static let mostBytes = 256 << 20

    /// The tracks of a KML; `nil` when it has none.
    private func placemarkTrack() throws -> Content? {
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        guard size <= Self.mostBytes else {
            throw TrackRefusal.tooLarge(mostBytes: Self.mostBytes)
        }
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let found: PlacemarkTrack
        do throws(XMLScanner.Failure) {
            found = try PlacemarkTrack(bytes)
        } catch {
            throw TrackRefusal(error)
        }
        guard found.isThere else { return nil }
        guard !found.points.isEmpty else {
            throw TrackRefusal.withoutTimes
        }
        return Content(points: found.points, withoutTime: found.unpaired, names: found.names)
    }

    /// GDAL prints `2018/04/12 00:40:00+00`, with fractions where there are some.
    private static func moment(_ text: String) -> Moment? {
        guard text.utf8.count >= 19 else { return nil }
        var plain = text.replacing("/", with: "-")
        if let sign = plain.dropFirst(19).lastIndex(where: { $0 == "+" || $0 == "-" }),
            plain[sign...].utf8.count == 3
        {
            plain += ":00"
        }
        // A track without an offset is in UTC, as GPX demands.
        do throws(MomentError) { return try Moment(plain, assumingOffset: 0) } catch { return nil }
    }

    private func table(_ layer: [String]) async throws -> (header: [String], rows: [[String]]) {
        let arguments = ["-f", "CSV", "/vsistdout/", path] + layer + ["-lco", "GEOMETRY=AS_XY"]
        let result = try await program.run(arguments, about: path)
        guard result.exitCode == 0 else {
            let line = result.errors.split(separator: "\n").first { $0.contains("ERROR") }
            throw TrackRefusal.program(line.map(String.init) ?? result.ending)
        }
        let lines = result.output.split(whereSeparator: \.isNewline).map(Self.cells)
        return (lines.first ?? [], Array(lines.dropFirst()))
    }

    private static func cells(_ line: Substring) -> [String] {
        line.split(separator: ",", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "\"")) }
    }
}
