public import Census
internal import GRDB

extension WorkspaceSink {
    /// Stores a unit at once where only one can be meant, or lets it wait until all rows have come.
    mutating func store(_ unit: [FieldValue], of family: String) throws -> ImportOutcome {
        let keys = families.keys(of: family, in: rowByKey)
        guard families.isFirst(family), keys.count <= 1 else { return try wait(unit, of: family) }
        guard let key = keys.first, let fid = rowByKey[key] else {
            let outcome = try insert(unit)
            families.settle(family, at: db.lastInsertedRowID)
            return outcome
        }
        let wanted = families.row(unit, known: key)
        let row = try storedRow(fid)
        // A later row may be more like what is stored than a changed one.
        guard row == wanted || row.map({ asTold(fid, $0) }) == wanted else {
            return try wait(unit, of: family)
        }
        families.settle(family, at: fid)
        return try update(fid, row, to: wanted)
    }

    private mutating func wait(_ unit: [FieldValue], of family: String) throws -> ImportOutcome {
        let table = try waiting ?? WaitingUnits(layer.definition, in: db)
        waiting = table
        try table.append(unit)
        families.wait(family)
        return .postponed
    }

    /// Stores the units that waited for others of their code, suffix and county.
    public mutating func storePostponed(counting: (ImportOutcome) -> Void) throws {
        guard let table = waiting else { return }
        try table.forEachFamily { family, units in
            let keys = families.keys(of: family, in: rowByKey)
            if keys.isEmpty {
                try number(units, of: family, counting: counting)
            } else {
                try match(units, of: family, with: keys, counting: counting)
            }
        }
        try table.drop()
        waiting = nil
    }

    /// Numbers a family that is new by content; its first row is stored already.
    private mutating func number(
        _ units: [[FieldValue]], of family: String, counting: (ImportOutcome) -> Void
    ) throws {
        var all = units
        let first = families.settled(family)
        if let first, let row = try storedRow(first) { all.append(row) }
        for (serial, index) in UnitFamily.order(all.map { families.traits($0) }).enumerated() {
            let key = UnitFamilies.key(family, serial: serial + 1)
            if index < units.count {
                counting(try insert(families.row(units[index], known: key)))
            } else {
                try db.execute(sql: "UPDATE unit SET unit_key = ? WHERE fid = ?", arguments: [key, first])
            }
        }
    }

    /// Gives rows to the stored units of their family, and new keys to those beyond them.
    private mutating func match(
        _ units: [[FieldValue]], of family: String, with keys: [String], counting: (ImportOutcome) -> Void
    ) throws {
        let stored = try standing(keys, besides: families.settled(family))
        let traits = units.map { families.traits($0) }
        let claims = UnitFamily.claims(of: traits, on: stored.map { families.traits(asTold($0.fid, $0.row)) })
        var serial = keys.last.map { UnitFamilies.serial(of: $0, in: family) } ?? 0
        for index in UnitFamily.order(traits) {
            if let unit = claims[index].map({ stored[$0] }) {
                let wanted = families.row(units[index], known: unit.key)
                counting(try update(unit.fid, unit.row, to: wanted))
            } else {
                serial += 1
                let key = UnitFamilies.key(family, serial: serial)
                counting(try insert(families.row(units[index], known: key)))
            }
        }
    }

    /// The stored units of some keys, without the one that has found its row.
    private func standing(
        _ keys: [String], besides settled: Int64?
    ) throws -> [(key: String, fid: Int64, row: [FieldValue])] {
        try keys.compactMap { key in
            guard let fid = rowByKey[key], fid != settled else { return nil }
            return try storedRow(fid).map { (key, fid, $0) }
        }
    }

    /// A stored unit as its source told it: a correction of its place is looked through.
    private func asTold(_ fid: Int64, _ row: [FieldValue]) -> [FieldValue] {
        guard let moved else { return row }
        let original = moved.original(ofUnit: fid, stored: row[0].bytes)
        return [original.map(FieldValue.blob) ?? .null] + row.dropFirst()
    }
}
