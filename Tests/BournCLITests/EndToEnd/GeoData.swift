import Foundation
import Testing

/// The repository's made county, whose README tells what is in each file.
enum GeoData {
    /// The path of one of its files.
    static func path(_ name: String) -> String {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return folder.appendingPathComponent("GeoData").appendingPathComponent(name).path
    }

    /// The text of one of its files.
    static func text(_ name: String) throws -> String {
        try String(contentsOfFile: path(name), encoding: .utf8)
    }
}
