import Foundation
import TestSupport
import Testing

@Suite("An output that is a device", .tags(.endToEnd), .timeLimit(.minutes(10)))
struct DeviceOutputTests {
    let office: Office

    init() throws {
        office = try Office()
        _ = try office.importing(
            "blocks", try office.source("first.csv", "code,wkt\n\(villageCode(1)),\"\(squareWKT(1))\"\n"))
        _ = try office.source(
            "source.csv", "code,wkt\n\(villageCode(1)),\"\(squareWKT(1))\"\nrefused row\n")
        _ = try office.source("points.csv", "name,longitude,latitude\na,111.5,30.5\n")
    }

    /// A device of one's own, so that a mistake replaces no device of the system.
    private enum Device: String {
        case null = "3"
        case full = "7"
    }

    private static func make(_ device: Device, _ path: String) throws -> Bool {
        guard try run("mknod", [path, "c", "1", device.rawValue]).status == 0 else { return false }
        // A folder may be mounted so that its devices do not work.
        return try run("sh", ["-c", ": > \"$0\"", path]).status == 0
    }

    static let canMakeDevices: Bool = {
        do {
            let folder = try TemporaryFolder()
            return try make(.null, folder.path("null"))
        } catch {
            return false
        }
    }()

    static let commands = [
        "report @/office.gpkg --output OUT",
        "assign --zones @/office.gpkg --points @/points.csv --output OUT",
        "coverage check @/office.gpkg --output OUT",
        "coverage check @/office.gpkg --certificate OUT",
        "workspace info @/office.gpkg --output OUT",
        "import blocks @/office.gpkg @/first.csv --save-mapping OUT",
        "import blocks @/office.gpkg @/source.csv --refused OUT",
    ]

    private func write(_ command: String, to device: Device) throws -> ProgramResult {
        let path = office.folder.path("device.csv")
        try #require(try Self.make(device, path))
        let before = office.bytes
        let words = command.split(separator: " ").map { word in
            word == "OUT" ? path : String(word).replacing("@", with: office.folder.url.path)
        }
        let result = try BournProgram.run(words)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.type] as? FileAttributeType == .typeCharacterSpecial)
        if device == .full { #expect(office.bytes == before) }
        #expect(
            try office.leftovers(
                besides: "office.gpkg", "first.csv", "source.csv", "points.csv", "device.csv"
            ).isEmpty)
        return result
    }

    @Test(
        "without room ends with 74 and stays the device it is",
        .enabled(if: canMakeDevices, "making a device needs rights that this user lacks"),
        arguments: commands)
    func full(command: String) throws {
        let result = try write(command, to: .full)
        result.expect(.inputOutput)
        result.expectErrors(naming: "device.csv")
    }

    @Test(
        "that swallows everything is written to and stays the device it is",
        .enabled(if: canMakeDevices, "making a device needs rights that this user lacks"),
        arguments: commands)
    func null(command: String) throws {
        try write(command, to: .null).expect(command.contains("--refused") ? .faulty : .fine)
    }
}
