internal import Census
internal import GRDB

/// What a part's new entries say, held against the words and units that the whole knows.
struct ReturnedWords {
    let whole: Database
    let part: Database

    /// The faults, log by log.
    ///
    /// - Complexity: O(n log n) in the new entries and the units given to organisations.
    func faults() throws -> [MergeFault] {
        try UnitLog.allCases.filter { try part.tableExists($0.table) }.flatMap { try faults(in: $0) }
            + giftFaults()
    }

    private func faults(in log: UnitLog) throws -> [MergeFault] {
        let columns = UnitLogTables.columns(of: log).map { "coalesce(\($0), '')" }.joined(separator: ", ")
        let known = try words(of: log)
        let rows = try Row.fetchCursor(
            part, sql: "SELECT \(columns) FROM \(log.table) WHERE is_handed_down = 0 ORDER BY fid")
        var faults: [MergeFault] = []
        while let row = try rows.next() {
            let key: String = row[0]
            for (place, isKnown) in known.enumerated() {
                let word: String = row[1 + place]
                if try !isKnown(key, word) {
                    faults.append(.unknownWord(key: key, log: log.rawValue, word: word))
                }
            }
            let time: String = row[3 + log.fields.count]
            if !time.isEmpty && !Self.isTime(time) {
                faults.append(.incompleteEntry(key: key, log: log.rawValue, gap: .noTime))
            }
        }
        return faults
    }

    /// A test of a unit's key and a value, for each field of a log.
    private func words(of log: UnitLog) throws -> [(_ key: String, _ word: String) throws -> Bool] {
        switch log {
        case .dispositions: [try codes(.dispositions)]
        case .opinions: [try codes(.departments), try codes(.dispositions)]
        case .progress: [try codes(.progressStages), { _, day in Self.isDay(day) }]
        case .codes: [{ _, _ in true }, { _, word in ["accepted", "withdrawn"].contains(word) }]
        case .duplicates:
            [
                { key, other in try other != key && (isUnit(other, in: part) || isUnit(other, in: whole)) },
                { _, word in ["same", "different", "withdrawn"].contains(word) },
            ]
        }
    }

    private func codes(_ reference: DirectoryReference) throws -> (String, String) -> Bool {
        let known = Set(try ReferenceTables.rows(of: reference, in: whole).map { $0[0] })
        return { _, word in known.contains(word) }
    }

    private func isUnit(_ key: String, in db: Database) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM unit WHERE unit_key = ? LIMIT 1")
        return try Int.fetchOne(statement, arguments: [key]) != nil
    }

    private static func isTime(_ text: String) -> Bool {
        do throws(MomentError) {
            _ = try Moment(text, assumingOffset: 0)
            return true
        } catch { return false }
    }

    private static func isDay(_ text: String) -> Bool {
        do throws(CalendarDateError) {
            _ = try CalendarDate(iso: text)
            return true
        } catch { return false }
    }

    // MARK: Units given to organisations

    /// Of what the whole does not have yet: units of the part, given to an organisation of the whole, by somebody, for a reason.
    private func giftFaults() throws -> [MergeFault] {
        let organisations = Set(try String.fetchAll(whole, sql: "SELECT code FROM organisation"))
        return try UnitLogTables.newGifts(in: part, of: whole).flatMap { gift -> [MergeFault] in
            let (key, organisation) = (gift[0], gift[1])
            var faults: [MergeFault] = []
            if try !isUnit(key, in: part) { faults.append(.recordWithoutRow(key: key)) }
            if !organisations.contains(organisation) {
                faults.append(.unknownWord(key: key, log: "gifts", word: organisation))
            }
            let gaps: [(Bool, ChangeGap)] = [
                (gift[2].isBlank, .noReason), (gift[3].isBlank, .noActor),
                (!Self.isTime(gift[4]), .noTime),
            ]
            return faults
                + gaps.filter(\.0).map { .incompleteEntry(key: key, log: "gifts", gap: $0.1) }
        }
    }
}
