import Foundation
import GeoModel
import TestSupport
import Testing

/// An office with the sample county's outfalls, methods and calendar.
struct MonitoringOffice {
    let office: Office

    var workspace: String { office.workspace }

    /// Made once; every test takes a copy.
    private static let prepared: Result<Office, any Error> = Result {
        let office = try Office()
        try BournProgram.run("import", "outfalls", office.workspace, GeoData.path("outfalls.csv")).expect(
            .fine)
        for (table, file) in [("season-calendar", "season-calendar.csv"), ("methods", "methods.csv")] {
            try BournProgram.run("monitoring", "set", office.workspace, table, GeoData.path(file)).expect(
                .fine)
        }
        return office
    }

    /// The same with the county's samples, and what their import said.
    private static let sampled: Result<(Office, ProgramResult), any Error> = Result {
        let office = try Office()
        try FileManager.default.copyItem(atPath: prepared.get().workspace, toPath: office.workspace)
        let said = try BournProgram.run(
            "monitoring", "import", office.workspace, GeoData.path("samples.csv"), "--format", "json")
        return (office, said)
    }

    /// An office without samples.
    init() throws {
        office = try Office()
        try FileManager.default.copyItem(atPath: Self.prepared.get().workspace, toPath: office.workspace)
    }

    private init(office: Office) { self.office = office }

    /// An office with samples, and what their import said.
    static func withSamples() throws -> (MonitoringOffice, ProgramResult) {
        let (made, said) = try sampled.get()
        let office = try Office()
        try FileManager.default.copyItem(atPath: made.workspace, toPath: office.workspace)
        return (MonitoringOffice(office: office), said)
    }

    func run(_ arguments: String..., in language: TestLanguage = .english) throws -> ProgramResult {
        try BournProgram.run(["monitoring"] + arguments, in: language)
    }

    /// Imports a sheet of the given file name.
    func importing(_ name: String, bytes: [UInt8], _ options: String...) throws -> ProgramResult {
        let path = try office.source(name, bytes: bytes)
        return try BournProgram.run(["monitoring", "import", workspace, path, "--format", "json"] + options)
    }
}

extension JSONValue {
    subscript(name: String) -> JSONValue? {
        if case .object(let members) = self { members.first { $0.name == name }?.value } else { nil }
    }

    var list: [JSONValue] { if case .array(let values) = self { values } else { [] } }
    var words: String? { if case .string(let text) = self { text } else { nil } }
    var whole: Int? { if case .number(let number) = self { number.int } else { nil } }

    init(printed text: String) throws { self = try JSONValue(json: Array(text.utf8)) }
}
