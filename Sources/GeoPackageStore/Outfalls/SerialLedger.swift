internal import Census
internal import GRDB

/// The serials of a workspace's code schemes: the highest ever given in each area, so that none is given twice.
struct SerialLedger {
    private struct Key: Hashable {
        let scheme: String
        let area: String
    }

    private var highest: [Key: Int] = [:]

    init(in db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT scheme, area, highest FROM outfall_serial") {
            highest[Key(scheme: row[0], area: row[1])] = row[2]
        }
    }

    /// Takes note of a code that was given elsewhere; local codes have no serial.
    mutating func record(_ code: OutfallCode) {
        guard let area = code.county, let serial = code.serial else { return }
        let key = Key(scheme: code.scheme.id, area: area)
        highest[key] = max(highest[key] ?? 0, serial)
    }

    /// Refuses a code of 2018 that is far above all others of its county and leaves it next to no serials.
    ///
    /// - Throws: `SerialError.leap`.
    func checkLeap(_ code: OutfallCode) throws(SerialError) {
        guard code.scheme == .census2018, let area = code.county, let serial = code.serial else { return }
        let highest = highest[Key(scheme: code.scheme.id, area: area)] ?? 0
        guard serial > highest + 100, serial > 900 else { return }
        throw .leap(area: area, serial: serial, highest: highest, left: 999 - serial)
    }

    /// Gives the next serial of an area.
    ///
    /// - Throws: `SerialError.exhausted`.
    mutating func next(_ scheme: OutfallCodeScheme, in area: String) throws(SerialError) -> Int {
        let key = Key(scheme: scheme.id, area: area)
        let most = scheme == .census2018 ? 999 : 9999
        var allocator = SerialAllocator(most: most, highest: [area: highest[key] ?? 0])
        let serial = try allocator.next(in: area)
        highest[key] = serial
        return serial
    }

    func save(in db: Database) throws {
        try db.execute(sql: "DELETE FROM outfall_serial")
        for (key, serial) in highest.sorted(by: {
            ($0.key.scheme, $0.key.area) < ($1.key.scheme, $1.key.area)
        }) {
            try db.execute(
                sql: "INSERT INTO outfall_serial (scheme, area, highest) VALUES (?, ?, ?)",
                arguments: [key.scheme, key.area, serial])
        }
    }
}
