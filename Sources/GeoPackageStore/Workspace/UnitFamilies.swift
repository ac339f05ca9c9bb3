internal import Census

/// What one import knows of the units that share code, suffix and county.
struct UnitFamilies {
    private let columns: [String: Int]
    private var numbered: [String: [String]] = [:]
    private var settled: [String: Int64] = [:]
    private var waiting: Set<String> = []

    init(_ definition: LayerDefinition) {
        columns = Dictionary(
            definition.fields.enumerated().map { ($1.name, $0 + 1) }, uniquingKeysWith: { first, _ in first })
    }

    /// Takes up a key that is stored; only one with a serial needs to be remembered.
    mutating func note(_ key: String) {
        guard let bar = key.lastIndex(of: "|"), let serial = Int(key[key.index(after: bar)...]), serial > 1
        else { return }
        let family = String(key[..<bar])
        // Code, suffix and county have two bars between them; the county itself is no serial.
        if family.count(where: { $0 == "|" }) >= 2 { numbered[family, default: []].append(key) }
    }

    /// The stored keys of a family in the order of their serials.
    func keys(of family: String, in stored: [String: Int64]) -> [String] {
        let first = stored[family] == nil ? [] : [family]
        guard let others = numbered[family] else { return first }
        return first + others.sorted { Self.serial(of: $0, in: family) < Self.serial(of: $1, in: family) }
    }

    /// The key of a family's member.
    static func key(_ family: String, serial: Int) -> String {
        serial == 1 ? family : "\(family)|\(serial)"
    }

    /// The serial of a family's member, 1 for the first.
    static func serial(of key: String, in family: String) -> Int {
        Int(key.dropFirst(family.count + 1)) ?? 1
    }

    /// No row of the family came before in this import.
    func isFirst(_ family: String) -> Bool { settled[family] == nil && !waiting.contains(family) }

    /// The row that took its place at once.
    func settled(_ family: String) -> Int64? { settled[family] }

    /// Remembers the row that took its place at once.
    mutating func settle(_ family: String, at fid: Int64) { settled[family] = fid }

    /// Remembers that a row of the family waits.
    mutating func wait(_ family: String) { waiting.insert(family) }

    /// A row under another key.
    func row(_ row: [FieldValue], known key: String) -> [FieldValue] {
        var row = row
        if let index = columns["unit_key"] { row[index] = .text(key) }
        return row
    }

    /// What tells a unit from others of its family; its place is what was written of it, or else the point itself.
    func traits(_ row: [FieldValue]) -> UnitTraits {
        func text(_ name: String) -> String {
            guard let index = columns[name], case .text(let text) = row[index] else { return "" }
            return text
        }
        let place = text("coordinate_text")
        let apart = Set(["unit_key", "name", "address", "coordinate_text"].compactMap { columns[$0] })
        let rest = row.indices.dropFirst().filter { !apart.contains($0) }.map { "\(row[$0])" }
        return UnitTraits(
            name: text("name"), address: text("address"),
            place: place.isEmpty ? row[0].bytes.map { "\($0)" } ?? "" : place,
            rest: rest.joined(separator: "\n"))
    }
}
