internal import Census
internal import Coverage
internal import Foundation
internal import GeoModel

/// What a repair changed and how it was before: enough to take it back.
///
/// A JSON document with the changes as the repair lists them and, for each changed zone, its row and code, its area
/// before in well-known text (which keeps every bit of a coordinate) and the digest of its area after.
struct ChangeList {
    /// One changed zone.
    struct Zone {
        /// The row in the source, from 0.
        let row: Int
        /// The zone's code.
        let code: String
        /// The area before the repair.
        let before: MultiPolygon
        /// The digest of the area after it.
        let after: String
    }

    /// The changed zones.
    let zones: [Zone]

    private static let format = "bourn-coverage-changes"

    /// Writes a list.
    static func json(source: String, changes: JSONValue, zones: [Zone]) -> String {
        let members = zones.map { zone in
            JSONValue.object([
                JSONMember("row", .count(zone.row)), JSONMember("code", .string(zone.code)),
                JSONMember("before", .string(WKT.encode(.multiPolygon(zone.before)))),
                JSONMember("after", .string(zone.after)),
            ])
        }
        let value = JSONValue.object([
            JSONMember("format", .string(format)), JSONMember("version", .count(1)),
            JSONMember("source", .string(source)),
            JSONMember("made", .string(Date().formatted(.iso8601))),
            JSONMember("changes", changes), JSONMember("zones", .array(members)),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }

    /// Reads a list.
    ///
    /// - Parameter path: The file that a repair wrote.
    /// - Throws: `SourceError.notAChangeList` for anything else, and errors of reading.
    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SourceError.notAChangeList(path: path, reason: "")
        }
        do {
            let value = try JSONValue(json: Array(data))
            guard value["format"] == .string(Self.format), case .array(let members)? = value["zones"] else {
                throw SourceError.notAChangeList(path: path, reason: "format")
            }
            zones = try members.enumerated().map { number, member in
                guard let zone = try Self.zone(member) else {
                    throw SourceError.notAChangeList(path: path, reason: "zones[\(number)]")
                }
                return zone
            }
        } catch let error as SourceError {
            throw error
        } catch {
            throw SourceError.notAChangeList(path: path, reason: "\(error)")
        }
    }

    private static func zone(_ member: JSONValue) throws -> Zone? {
        guard case .number(let number)? = member["row"], let row = Int(number.text),
            case .string(let code)? = member["code"], case .string(let before)? = member["before"],
            case .string(let after)? = member["after"], let area = try WKT.decode(before).geometry.area
        else { return nil }
        return Zone(row: row, code: code, before: area, after: after)
    }
}

/// Zones with a repair taken back.
struct RestoredZones {
    /// The zones as they were before the repair.
    let table: PolygonTable
    /// The rows that were restored.
    private(set) var rows: [Int] = []
    /// Codes of zones that are not as the repair left them, and are left alone.
    private(set) var refused: [String] = []
    private let codes: [String]

    /// Takes back what a list says, zone by zone; a zone that has changed since, or moved, is refused.
    init(_ zones: AreaSource, _ list: ChangeList) {
        codes = zones.codes
        var areas = (0..<zones.table.count).map { zones.table.area(ofFeature: $0) }
        for zone in list.zones {
            guard codes.indices.contains(zone.row), codes[zone.row] == zone.code,
                zones.table.canonicalDigest(ofFeature: zone.row) == zone.after
            else {
                refused.append(zone.code)
                continue
            }
            areas[zone.row] = zone.before
            rows.append(zone.row)
        }
        table = PolygonTable(areas)
    }

    /// The result for programs.
    func json(seconds: Stopwatch) -> String {
        let value = JSONValue.object([
            JSONMember("restored", .array(rows.map { .string(codes[$0]) })),
            JSONMember("refused", .array(refused.map(JSONValue.string))),
            JSONMember("seconds", seconds.json(["read", "write"])),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }

    /// The result for people.
    func text() -> String {
        let lines =
            [BournCLI.text(zh: "已恢复 \(rows.count) 个小区", en: "\(rows.count) zones restored")]
            + refused.map { code in
                BournCLI.text(
                    zh: "✘ 小区 \(code) 在修补后又有改动，未恢复",
                    en: "✘ zone \(code) has changed since the repair and was left alone")
            }
        return lines.joined(separator: "\n")
    }
}

extension JSONValue {
    /// The first member of an object with a name.
    fileprivate subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }
}
