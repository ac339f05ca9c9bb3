internal import Census
internal import Foundation
internal import GeoModel

/// The small JSON files that travel beside a part.
enum ReceiptFile {
    /// Which of them.
    enum Kind: String {
        /// What the part was handed out with.
        case receipt
        /// What its organisation sealed.
        case seal
    }

    /// The file's place: `410100.gpkg` has `410100.receipt.json` beside it.
    static func path(besides part: String, as kind: Kind) -> String {
        URL(fileURLWithPath: part).deletingPathExtension().path + ".\(kind.rawValue).json"
    }

    /// A seal as JSON.
    static func text(of seal: DirectorySeal) -> String {
        let value = JSONValue.object(
            members(of: seal.units) + [JSONMember("records", .object(members(of: seal.records)))])
        return String(decoding: value.json, as: UTF8.self) + "\n"
    }

    /// Writes the receipt beside a part.
    static func write(_ receipt: PartReceipt, besides part: String, _ console: Console) throws {
        try console.deliver(receipt.json + "\n", to: path(besides: part, as: .receipt))
    }

    fileprivate static func members(of tally: RowTally) -> [JSONMember] {
        [
            JSONMember("rows", .number(JSONNumber(tally.count))),
            JSONMember("digest", .string("\(tally.digest)")),
        ]
    }

    /// The receipt beside a part, or `nil` when there is none.
    static func receipt(besides part: String) throws -> PartReceipt? {
        guard let file = try members(besides: part, as: .receipt) else { return nil }
        guard case .string(let split)? = file["split"],
            case .string(let organisation)? = file["organisation"],
            case .string(let levelName)? = file["level"], let level = OrganisationLevel(rawValue: levelName),
            case .array(let columns)? = file["columns"], let rows = tally(file)
        else { throw DirectoryFileError.badReceipt(path: path(besides: part, as: .receipt)) }
        return PartReceipt(
            split: split, level: level, organisation: organisation,
            columns: columns.compactMap { if case .string(let name) = $0 { name } else { nil } }, rows: rows)
    }

    /// The seal beside a part, or `nil` when there is none.
    static func seal(besides part: String) throws -> DirectorySeal? {
        guard let file = try members(besides: part, as: .seal) else { return nil }
        guard let units = tally(file), case .object(let members)? = file["records"],
            let records = tally(named(members))
        else { throw DirectoryFileError.badReceipt(path: path(besides: part, as: .seal)) }
        return DirectorySeal(units: units, records: records)
    }

    private static func named(_ members: [JSONMember]) -> [String: JSONValue] {
        Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    private static func tally(_ file: [String: JSONValue]) -> RowTally? {
        guard case .number(let count)? = file["rows"], let rows = count.int,
            case .string(let text)? = file["digest"], let digest = RowDigest(hexadecimal: text)
        else { return nil }
        return RowTally(count: rows, digest: digest)
    }

    private static func members(besides part: String, as kind: Kind) throws -> [String: JSONValue]? {
        let path = path(besides: part, as: kind)
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        do {
            guard case .object(let members) = try JSONValue(json: Array(data)) else {
                throw DirectoryFileError.badReceipt(path: path)
            }
            return named(members)
        } catch is JSONError {
            throw DirectoryFileError.badReceipt(path: path)
        }
    }
}

extension PartReceipt {
    /// The receipt as JSON.
    var json: String {
        let value = JSONValue.object(
            [
                JSONMember("split", .string(split)), JSONMember("level", .string(level.rawValue)),
                JSONMember("organisation", .string(organisation)),
                JSONMember("columns", .array(columns.map(JSONValue.string))),
            ] + ReceiptFile.members(of: rows))
        return String(decoding: value.json, as: UTF8.self)
    }
}
