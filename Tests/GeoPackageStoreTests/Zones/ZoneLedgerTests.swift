import Census
import Foundation
import GRDB
import GeoModel
import TestSupport
import Testing

@testable import GeoPackageStore

@Suite("zones in a workspace")
struct ZoneLedgerTests {
    private let folder: TemporaryFolder
    private let office: Workspace

    init() throws {
        folder = try TemporaryFolder()
        office = try Workspace.create(at: folder.path("office.gpkg"))
    }

    private func square(_ west: Double) -> MultiPolygon {
        MultiPolygon([
            Polygon(
                exterior: LinearRing(unchecked: [
                    Position(west, 31), Position(west + 1, 31), Position(west + 1, 32), Position(west, 32),
                    Position(west, 31),
                ]))
        ])
    }

    private func adopt(_ wests: [Double]) throws -> ZoneAdoption {
        let ledger = try office.zoneLedger()
        let villages = (0..<4).map {
            VillageArea(
                code: "99012100120\($0)", name: "虚\($0)村村民委员会", town: "990121001000",
                area: square(116 + Double($0)))
        }
        let adoption = try ZoneAdoption(
            wests.map { ZoneAdoption.Drawn(code: "", town: "", area: square($0)) }, replacing: ledger.zones,
            villages: villages, units: [], register: ledger.register, by: attribution())
        try office.adopt(adoption, replacing: ledger)
        return adoption
    }

    private func attribution() throws -> Attribution {
        try #require(Attribution(actor: "甲", reason: "划区", time: "2018-03-15T00:00:00Z"))
    }

    @Test("adopted zones are read back with their codes, names, towns and ground, to the last bit")
    func readBack() throws {
        let adoption = try adopt([116, 117, 118])
        let ledger = try Workspace.open(at: office.path).zoneLedger()
        #expect(ledger.zones == adoption.zones)
        #expect(ledger.register == adoption.register)
        #expect(try office.zoneEvents() == adoption.events)
        #expect(try office.audit().isEmpty)
    }

    @Test("a code retired in one plan stays retired in the next, and in a new session")
    func retired() throws {
        _ = try adopt([116, 117])
        _ = try adopt([116])
        let entries = try Workspace.open(at: office.path).zoneLedger().register.entries
        #expect(entries.filter(\.value.isRetired).keys.sorted() == ["990121001201001"])
        #expect(try adopt([116, 117]).zones.map(\.code) == ["990121001200001", "990121001201002"])
    }

    @Test("a zone deleted in another program is retired, one added there is in use")
    func otherProgram() throws {
        _ = try adopt([116, 117])
        try office.change { db in
            try db.execute(sql: "DELETE FROM zone WHERE code = '990121001201001'")
            try db.execute(
                sql: "INSERT INTO zone (geom, code, name) VALUES (?, '990121001203005', 'QGIS')",
                arguments: [Data(GeoPackageBlob.encode(.multiPolygon(square(119)), srsID: 4490))])
        }
        let register = try office.zoneLedger().register
        #expect(register.entries["990121001201001"]?.isRetired == true)
        #expect(register.entries["990121001203005"]?.isRetired == false)
        #expect(try register.nextCode(in: "990121001203") == "990121001203006")
    }

    @Test("a plan made against zones that somebody changed meanwhile is refused, and nothing is changed")
    func changedMeanwhile() throws {
        _ = try adopt([116, 117])
        let old = try office.zoneLedger()
        try office.rename(zone: "990121001201001", to: "新名", by: attribution())
        let plan = try ZoneAdoption(
            [ZoneAdoption.Drawn(code: "990121001200009", town: "", area: square(116))], replacing: old.zones,
            villages: [], units: [], register: old.register, by: attribution())
        let before = try office.zoneLedger()
        #expect(throws: ZoneStoreError.changedMeanwhile(path: office.path)) {
            try office.adopt(plan, replacing: old)
        }
        #expect(try office.zoneLedger().zones == before.zones)
    }

    @Test("a rename is on record with both names; one that another zone has is refused")
    func rename() throws {
        let names = try adopt([116, 117]).zones.map(\.name)
        try office.rename(zone: "990121001200001", to: "码头小区", by: attribution())
        #expect(try office.zoneEvents().last?.detail == "\(names[0]) → 码头小区")
        #expect(throws: ZoneRegister.Refusal.nameTaken(name: "码头小区", by: "990121001200001")) {
            try office.rename(zone: "990121001201001", to: "码头小区", by: attribution())
        }
        #expect(try office.zoneEvents().count { $0.kind == .renamed } == 1)
    }

    @Test("rows that a plan leaves as they are keep their row number and every byte")
    func untouched() throws {
        _ = try adopt([116, 117])
        func row() throws -> Row? {
            try office.queue.read {
                try Row.fetchOne($0, sql: "SELECT * FROM zone WHERE code = '990121001200001'")
            }
        }
        let before = try row()
        _ = try adopt([116, 118])
        #expect(try row() == before)
    }

    @Test("a workspace from before zone books and registers gets its tables when it is opened")
    func older() throws {
        let path = folder.path("older.gpkg")
        let older = try Workspace.create(at: path)
        try older.queue.write { db in
            for table in ["road", "zone_piece"] {
                try db.execute(sql: "DELETE FROM gpkg_extensions WHERE table_name = '\(table)'")
                try db.execute(sql: "DELETE FROM gpkg_geometry_columns WHERE table_name = '\(table)'")
                try db.execute(sql: "DROP TABLE rtree_\(table)_geom")
            }
            for table in [
                "road", "zone_piece", "zone_edit_row", "zone_edit", "zone_lock", "zone_event", "zone_code",
                "zone_condition",
            ] {
                try db.execute(sql: "DELETE FROM gpkg_contents WHERE table_name = '\(table)'")
                try db.execute(sql: "DROP TABLE \(table)")
            }
            try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier LIKE 'zone%'")
        }
        try older.queue.close()
        let opened = try Workspace.open(at: path)
        #expect(try opened.counts()[.roads] == 0)
        #expect(try opened.zoneLedger().zones.isEmpty)
        #expect(try opened.audit().isEmpty)
    }
}
