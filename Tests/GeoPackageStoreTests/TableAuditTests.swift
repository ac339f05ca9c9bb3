import Census
import Foundation
import GRDB
import GeoModel
import TestSupport
import Testing

@testable import GeoPackageStore

@Suite("Rows of the survey and of monitoring that another program spoilt")
struct TableAuditTests {
    private let folder: TemporaryFolder
    private let office: Workspace

    init() throws {
        folder = try TemporaryFolder()
        office = try Workspace.create(at: folder.path("office.gpkg"))
        try office.change { db in
            try db.execute(
                sql: """
                    INSERT INTO outfall (code, name) VALUES ('990121001', '口');
                    INSERT INTO monitoring_activity (outfall_code, sampled_on, basin_code, season, season_year, team,
                        samplers) VALUES ('990121001', '2018-03-06', 'A', 'dry', 2018, 'T1', '');
                    INSERT INTO monitoring_sample (activity_fid, label, kind, minute, laboratory, measured)
                        VALUES (1, 'S1', 'routine', 511, 'L1', 'COD TP');
                    INSERT INTO monitoring_result (sample_fid, indicator, value, unit, original)
                        VALUES (1, 'TP', 0.5, 'mg/L', '0.5');
                    INSERT INTO monitoring_result (sample_fid, indicator, qualifier, limit_value, unit, original)
                        VALUES (1, 'COD', '<', 4, 'mg/L', '4L');
                    INSERT INTO monitoring_custody (label, step, person, at)
                        VALUES ('S1', 'sampled', '乙', '2018-03-06 08:31:00');
                    """)
            try OutfallAdoption(in: db, source: "made", actor: "甲").adoptAll()
            let signature = try Signature("甲", at: Moment(secondsSince1970: 1_525_219_200))
            let observation = OutfallObservation(
                id: "W1", source: .walk, position: Position(116.7, 31.0), moment: signature.moment,
                observer: "T1")
            try SurveyStore(db).open(case: "W1", at: signature.moment)
            try ObservationWriter(db).insert(observation, caseID: "W1")
            try SurveyStore(db).take(
                SurveyStep(
                    .verify(.outfall), by: "T1", as: .fieldTeam, at: signature.moment, evidence: ["p"]),
                in: "W1", recordedBy: "甲", at: signature.moment)
        }
    }

    @Test("what Bourn wrote is sound")
    func sound() throws { #expect(try office.audit() == []) }

    /// What another program did, and the finding: table, column, fault.
    static let edits: [(sql: String, table: String, column: String, fault: RowFault)] = [
        ("UPDATE survey_step SET action = 'verify'", "survey_step", "action", .unknownWord("verify")),
        ("UPDATE survey_step SET role = 'boss'", "survey_step", "role", .unknownWord("boss")),
        ("UPDATE survey_step SET taken_at = '上周二'", "survey_step", "taken_at", .unreadableDate),
        ("UPDATE survey_step SET case_id = 'W9'", "survey_step", "case_id", .orphan(of: "survey_case")),
        (
            "UPDATE survey_case SET state = '好' WHERE case_id = 'W1'", "survey_case", "state",
            .unknownWord("好")
        ),
        (
            "UPDATE survey_case SET state = 'registered' WHERE case_id = 'W1'", "survey_case", "state",
            .stateWithoutGround
        ),
        (
            "UPDATE survey_case SET outfall_id = NULL WHERE state = 'registered'", "survey_case", "state",
            .stateWithoutGround
        ),
        ("DELETE FROM survey_step", "survey_case", "state", .stateWithoutGround),
        (
            "UPDATE outfall_observation SET source = 'uav' WHERE observation_id = 'W1'",
            "outfall_observation",
            "source", .unknownWord("uav")
        ),
        (
            "UPDATE outfall_observation SET observed_at = '2018-13-45' WHERE observation_id = 'W1'",
            "outfall_observation", "observed_at", .unreadableDate
        ),
        (
            "UPDATE outfall_observation SET observed_at = '' WHERE observation_id = 'W1'",
            "outfall_observation", "observed_at", .unreadableDate
        ),
        (
            "UPDATE outfall_observation SET geom = NULL WHERE observation_id = 'W1'",
            "outfall_observation",
            "geom", .noPosition
        ),
        ("UPDATE outfall SET state = 'gone'", "outfall", "state", .unknownWord("gone")),
        ("UPDATE outfall_code SET valid_from = '2018'", "outfall_code", "valid_from", .unreadableDate),
        ("UPDATE outfall_code SET outfall_id = 'x'", "outfall_code", "outfall_id", .orphan(of: "outfall")),
        (
            "UPDATE monitoring_activity SET outfall_code = '9'", "monitoring_activity", "outfall_code",
            .orphan(of: "outfall")
        ),
        (
            "UPDATE monitoring_activity SET sampled_on = '2018-02-30'", "monitoring_activity", "sampled_on",
            .unreadableDate
        ),
        ("UPDATE monitoring_activity SET season = '枯'", "monitoring_activity", "season", .unknownWord("枯")),
        (
            "UPDATE monitoring_activity SET season_year = 'y'", "monitoring_activity", "season_year",
            .unreadableNumber
        ),
        ("UPDATE monitoring_sample SET minute = 1440", "monitoring_sample", "minute", .unreadableNumber),
        ("UPDATE monitoring_sample SET kind = 'x'", "monitoring_sample", "kind", .unknownWord("x")),
        ("UPDATE monitoring_sample SET label = NULL", "monitoring_sample", "label", .noIdentity),
        (
            "DELETE FROM monitoring_activity", "monitoring_sample", "activity_fid",
            .orphan(of: "monitoring_activity")
        ),
        ("DELETE FROM monitoring_result WHERE fid = 2", "monitoring_sample", "measured", .measuredDiffers),
        (
            "UPDATE monitoring_result SET value = NULL WHERE fid = 1", "monitoring_result", "value",
            .unreadableNumber
        ),
        (
            "UPDATE monitoring_result SET limit_value = NULL WHERE fid = 2", "monitoring_result", "value",
            .unreadableNumber
        ),
        (
            "UPDATE monitoring_result SET unit = 'furlong' WHERE fid = 1", "monitoring_result", "unit",
            .unknownUnit("furlong")
        ),
        ("UPDATE monitoring_custody SET step = 'lost'", "monitoring_custody", "step", .unknownWord("lost")),
        ("UPDATE monitoring_custody SET at = 'noon'", "monitoring_custody", "at", .unreadableDate),
    ]

    @Test("each is named with its table, column and row")
    func spoilt() throws {
        for edit in Self.edits {
            var found: [WorkspaceFinding] = []
            try office.queue.inTransaction { db in
                try db.execute(sql: edit.sql)
                found = try TableAudit(db).findings()
                return .rollback
            }
            let isNamed = found.contains { finding in
                guard case .rowsSpoilt(edit.table, edit.column, edit.fault, let rows, let count) = finding
                else { return false }
                return !rows.isEmpty && rows.count == count
            }
            #expect(isNamed, "\(edit.sql): \(found)")
        }
    }
}
