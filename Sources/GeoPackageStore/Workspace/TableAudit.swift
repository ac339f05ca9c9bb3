internal import Census
internal import Foundation
internal import GRDB
internal import GeoModel

/// Looks at the tables of the register, the survey, evidence and monitoring for rows that another program spoilt.
///
/// Reading passes such rows over or takes a harmless value for theirs, so that one bad row does not stop the work;
/// this is where they are named.
struct TableAudit {
    private let db: Database
    /// The most rows that one finding names; it counts them all.
    private static let mostRows = 100

    init(_ db: Database) { self.db = db }

    /// Everything that is wrong, table by table.
    func findings() throws -> [WorkspaceFinding] {
        try links() + identities() + words() + states() + dates() + numbers() + units() + measured()
            + positions()
    }

    /// Rows that meet a condition, as one finding.
    private func find(
        _ table: String, _ column: String, _ fault: RowFault, where condition: String,
        _ arguments: StatementArguments = []
    ) throws -> [WorkspaceFinding] {
        let count =
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM \(table) t WHERE \(condition)", arguments: arguments)
            ?? 0
        guard count > 0 else { return [] }
        let rows = try Int64.fetchAll(
            db, sql: "SELECT fid FROM \(table) t WHERE \(condition) ORDER BY fid LIMIT \(Self.mostRows)",
            arguments: arguments)
        return [.rowsSpoilt(table: table, column: column, fault, rows: rows, count: count)]
    }

    private func links() throws -> [WorkspaceFinding] {
        let links = [
            ("outfall_code", "outfall_id", "outfall", "outfall_id"),
            ("outfall_observation", "case_id", "survey_case", "case_id"),
            ("survey_step", "case_id", "survey_case", "case_id"),
            ("survey_case", "outfall_id", "outfall", "outfall_id"),
            ("identity_event_case", "event_fid", "identity_event", "fid"),
            ("sampling_plan", "outfall_id", "outfall", "outfall_id"),
            ("sampling_visit", "outfall_id", "outfall", "outfall_id"),
            ("evidence_photo", "digest", "evidence", "digest"),
            ("monitoring_activity", "outfall_code", "outfall", "code"),
            ("monitoring_sample", "activity_fid", "monitoring_activity", "fid"),
            ("monitoring_result", "sample_fid", "monitoring_sample", "fid"),
        ]
        return try links.flatMap { table, column, target, key in
            try find(
                table, column, .orphan(of: target),
                where: """
                    t.\(column) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \(target) g WHERE g.\(key) = t.\(column))
                    """)
        } + orphanTracks()
    }

    /// Millions of points belong to a few tracks, so the tracks are looked up once.
    private func orphanTracks() throws -> [WorkspaceFinding] {
        try find(
            "evidence_track_point", "track", .orphan(of: "evidence"),
            where: "t.track NOT IN (SELECT digest FROM evidence)")
    }

    private func identities() throws -> [WorkspaceFinding] {
        let identities = [
            ("outfall_observation", "observation_id"), ("outfall_observation", "case_id"),
            ("survey_case", "case_id"), ("monitoring_sample", "label"),
            ("monitoring_sample", "activity_fid"), ("monitoring_result", "sample_fid"),
            ("monitoring_result", "indicator"),
        ]
        return try identities.flatMap { table, column in
            try find(
                table, column, .noIdentity, where: "t.\(column) IS NULL OR trim(t.\(column)) = ''")
        }
    }

    private func words() throws -> [WorkspaceFinding] {
        func known<T: RawRepresentable>(_ type: T.Type) -> (String) -> Bool where T.RawValue == String {
            { type.init(rawValue: $0) != nil }
        }
        let steps = Set(CustodyStep.allCases.map { "\($0)" })
        let columns: [(table: String, column: String, isKnown: (String) -> Bool)] = [
            ("outfall", "state", known(RegisterState.self)),
            ("outfall", "exclusion", { ExclusionReason(word: $0) != nil }),
            ("outfall", "declared_side", known(BankSide.self)),
            ("outfall_code", "scheme", { OutfallCodeScheme(id: $0) != nil }),
            ("outfall_observation", "source", known(ObservationSource.self)),
            ("outfall_observation", "finding", known(FieldFinding.self)),
            ("survey_case", "state", known(SurveyState.self)),
            ("survey_step", "action", { SurveyAction(word: $0) != nil }),
            ("survey_step", "role", known(SurveyRole.self)),
            ("identity_event", "kind", { ["merge", "split", "undo"].contains($0) }),
            ("evidence", "kind", known(EvidenceKind.self)),
            ("monitoring_activity", "season", known(Season.self)),
            ("monitoring_activity", "declared_season", known(Season.self)),
            ("monitoring_sample", "kind", known(ActivityKind.self)),
            ("monitoring_result", "qualifier", { ["<", ">"].contains($0) }),
            ("monitoring_result", "fraction", known(SampleFraction.self)),
            ("monitoring_custody", "step", { steps.contains($0) }),
            ("monitoring_decision", "verdict", known(ResultVerdict.self)),
        ]
        return try columns.flatMap { try words($0.table, $0.column, $0.isKnown) }
    }

    private func words(
        _ table: String, _ column: String, _ isKnown: (String) -> Bool
    ) throws -> [WorkspaceFinding] {
        // `register:…` names an entry of its own in every step: of those one stands for all.
        let sample = column == "action" ? "iif(\(column) LIKE 'register:%', 'register:', \(column))" : column
        let values = try DatabaseValue.fetchAll(
            db, sql: "SELECT DISTINCT \(sample) FROM \(table) WHERE \(column) IS NOT NULL")
        return try values.flatMap { value -> [WorkspaceFinding] in
            if let word = String.fromDatabaseValue(value), isKnown(word) { return [] }
            let shown = String.fromDatabaseValue(value) ?? "\(value)"
            return try find(table, column, .unknownWord(shown), where: "t.\(column) IS ?", [value])
        }
    }

    /// A case stands where its last step led, unless the register moved it: as a list's entry, or with an entry of its own.
    private func states() throws -> [WorkspaceFinding] {
        let last = "(SELECT action FROM survey_step s WHERE s.case_id = t.case_id ORDER BY s.fid DESC LIMIT 1)"
        func has(_ action: String) -> String {
            "EXISTS (SELECT 1 FROM survey_step s WHERE s.case_id = t.case_id AND s.action LIKE '\(action)%')"
        }
        func after(_ actions: SurveyAction...) -> String {
            "\(last) IN (\(actions.map { "'\($0.word)'" }.joined(separator: ", ")))"
        }
        return try find(
            "survey_case", "state", .stateWithoutGround,
            where: """
                NOT coalesce(CASE t.state
                    WHEN 'suspected' THEN \(last) IS NULL
                    WHEN 'verified' THEN \(after(.verify(.outfall)))
                    WHEN 'refuted' THEN \(after(.verify(.none)))
                    WHEN 'unreachable' THEN \(after(.verify(.unreachable)))
                    WHEN 'difficult' THEN \(after(.escalate, .reopen))
                    WHEN 'decidedOutfall' THEN \(after(.decide(isOutfall: true)))
                    WHEN 'decidedNone' THEN \(after(.decide(isOutfall: false)))
                    WHEN 'registered' THEN t.outfall_id IS NOT NULL AND (t.case_id LIKE 'R:%' OR \(has("register:")))
                    WHEN 'excluded' THEN t.outfall_id IS NOT NULL OR \(has("exclude"))
                    ELSE 1 END, 0)
                """)
    }

    /// SQLite takes the 30th of February for a day until it has to count with it: hence the nought days.
    private func dates() throws -> [WorkspaceFinding] {
        let days = [
            ("outfall_code", "valid_from", false), ("outfall_code", "valid_through", true),
            ("monitoring_activity", "sampled_on", false), ("monitoring_result", "analysed_on", true),
        ]
        let moments = [
            ("outfall_observation", "observed_at"), ("survey_case", "opened_at"), ("survey_step", "taken_at"),
            ("identity_event", "decided_at"), ("sampling_visit", "sampled_at"), ("monitoring_custody", "at"),
        ]
        return try days.flatMap { table, column, mayLack in
            try find(
                table, column, .unreadableDate,
                where: (mayLack ? "t.\(column) IS NOT NULL AND " : "")
                    + "t.\(column) IS NOT date(t.\(column), '+0 days')")
        }
            + moments.flatMap { table, column in
                // A list that says no day is a witness without a date.
                let undated =
                    table == "outfall_observation" ? "NOT (t.source = 'desk' AND t.\(column) = '') AND " : ""
                return try find(
                    table, column, .unreadableDate,
                    where: undated
                        + "(datetime(t.\(column)) IS NULL OR substr(t.\(column), 1, 10) IS NOT "
                        + "date(substr(t.\(column), 1, 10), '+0 days'))")
            }
    }

    private func numbers() throws -> [WorkspaceFinding] {
        let number = "typeof(t.%) IN ('integer', 'real')"
        func isNumber(_ column: String) -> String { number.replacing("%", with: column) }
        return try find(
            "monitoring_result", "value", .unreadableNumber,
            where: """
                NOT iif(t.qualifier IN ('<', '>'), \(isNumber("limit_value")),
                    t.qualifier IS NULL AND \(isNumber("value")))
                """)
            + find(
                "monitoring_activity", "season_year", .unreadableNumber,
                where: "typeof(t.season_year) != 'integer'")
            + find(
                "monitoring_sample", "minute", .unreadableNumber,
                where:
                    "t.minute IS NOT NULL AND (typeof(t.minute) != 'integer' OR t.minute NOT BETWEEN 0 AND 1439)"
            )
    }

    private func units() throws -> [WorkspaceFinding] {
        let units = try DatabaseValue.fetchAll(db, sql: "SELECT DISTINCT unit FROM monitoring_result")
        return try units.flatMap { value -> [WorkspaceFinding] in
            let text = String.fromDatabaseValue(value) ?? ""
            // The question is whether it is a unit.
            if (try? MeasurementUnit(spelling: text)) != nil { return [] }
            return try find("monitoring_result", "unit", .unknownUnit(text), where: "t.unit IS ?", [value])
        }
    }

    /// A sample's list of indicators is what completeness is answered from.
    private func measured() throws -> [WorkspaceFinding] {
        var rows: [Int64] = []
        var count = 0
        let samples = try Row.fetchCursor(
            db,
            sql: """
                SELECT s.fid, s.measured, group_concat(r.indicator, ' ') FROM monitoring_sample s
                LEFT JOIN monitoring_result r ON r.sample_fid = s.fid GROUP BY s.fid ORDER BY s.fid
                """)
        while let row = try samples.next() {
            let listed = String.fromDatabaseValue(row[1]) ?? ""
            let found = String.fromDatabaseValue(row[2]) ?? ""
            guard listed != found, Self.words(of: listed) != Self.words(of: found) else { continue }
            count += 1
            if rows.count < Self.mostRows { rows.append(row[0]) }
        }
        guard count > 0 else { return [] }
        return [
            .rowsSpoilt(
                table: "monitoring_sample", column: "measured", .measuredDiffers, rows: rows, count: count)
        ]
    }

    private static func words(of text: String) -> Set<Substring> { Set(text.split(separator: " ")) }

    private func positions() throws -> [WorkspaceFinding] {
        var rows: [Int64] = []
        var count = 0
        let all = try Row.fetchCursor(db, sql: "SELECT fid, geom FROM outfall_observation ORDER BY fid")
        while let row = try all.next() {
            if Data.fromDatabaseValue(row[1]).flatMap({ Position(blob: Array($0)) }) != nil { continue }
            count += 1
            if rows.count < Self.mostRows { rows.append(row[0]) }
        }
        guard count > 0 else { return [] }
        return [
            .rowsSpoilt(
                table: "outfall_observation", column: "geom", .noPosition, rows: rows, count: count)
        ]
    }
}
