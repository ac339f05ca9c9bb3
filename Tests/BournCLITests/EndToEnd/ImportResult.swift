import Foundation
import TestSupport
import Testing

/// The JSON that `bourn import` prints, as its users read it.
struct ImportResult: Decodable, Equatable {
    struct InvalidGeometry: Decodable, Equatable {
        let row: Int
        let code: String
        let reason: String
        let x: Double?
        let y: Double?
    }

    let read: Int
    let accepted: Int
    let refused: Int
    let inserted: Int
    let updated: Int
    let unchanged: Int
    let withoutPosition: Int
    let doubts: [String: Int]
    let mapping: [String: String]
    let otherColumns: [String]
    let refusedFile: String?
    let invalidGeometries: [InvalidGeometry]

    /// Reads the result a program printed and checks that no row was lost.
    init(_ printed: ProgramResult, _ location: SourceLocation = #_sourceLocation) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(Self.self, from: Data(printed.output.utf8))
        #expect(read == accepted + refused, sourceLocation: location)
        #expect(accepted == inserted + updated + unchanged, sourceLocation: location)
    }
}

/// A row of the CSV of refused rows.
struct RefusedRow: Equatable {
    let row: String
    let line: String
    let field: String
    let value: String
    let reason: String
}
