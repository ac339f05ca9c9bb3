internal import Census
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore

/// A workspace's people with its zones as work.
struct PeopleDesk {
    /// The workspace.
    let office: Workspace
    /// Who works where now.
    let staffing: Staffing
    /// The zones as work.
    let work: FieldWork
    /// The block fields that the zones were drawn by; `nil` where units count.
    let formula: String?
    private let path: String

    /// Opens a workspace.
    ///
    /// - Throws: `ZoneOfficeError.noZones`, and any error of opening and reading.
    init(_ path: String, rates: WorkRates, console: Console) throws {
        self.path = path
        office = try Workspace.open(at: path)
        let zones = try office.zoneLedger().zones
        guard !zones.isEmpty else { throw ZoneOfficeError.noZones(path: path) }
        staffing = try office.staffing()
        let drawn = try DrawnWorkloads.read(office, path: path, console: console)
        formula = drawn?.formula
        work = FieldWork(
            zones, units: try VillageLayer.unitPositions(GeoPackageFile(path: path)),
            workloads: drawn?.ofZone ?? [:], rates: rates,
            measure: try GroundMeasure(for: .epsg(office.srsID)))
    }

    /// Gives one zone to an enumerator or takes it away; gives an enumerator (in place of the zone) to a supervisor.
    ///
    /// - Throws: `ZoneOfficeError` when there is no such zone or person, or nothing to take away.
    func change(
        _ staffing: inout Staffing, zone: String, person code: String, isWithdrawn: Bool
    ) throws(ZoneOfficeError) {
        guard let person = staffing.person(code) else { throw .noSuchPerson(path: path, code: code) }
        if person.role == .supervisor {
            guard staffing.person(zone)?.role == .enumerator else {
                throw .supervisorGuides(path: path, person: code, zone: zone)
            }
            if isWithdrawn, staffing.supervisors[zone] != code {
                throw .notAssigned(zone: zone, person: code)
            }
            staffing.supervisors[zone] = isWithdrawn ? nil : code
            return
        }
        var own = staffing.enumerators[zone, default: []]
        if isWithdrawn {
            guard own.contains(code) else { throw .notAssigned(zone: zone, person: code) }
            own.removeAll { $0 == code }
        } else {
            guard work.zones.contains(where: { $0.code == zone }) else {
                throw .noSuchZone(path: path, code: zone)
            }
            if !own.contains(code) { own.append(code) }
        }
        staffing.enumerators[zone] = own.isEmpty ? nil : own.sorted()
    }
}
