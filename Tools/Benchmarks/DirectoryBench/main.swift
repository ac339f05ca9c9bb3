import Census
import Foundation
import GeoKernels
import GeoModel
import GeoPackageStore

/// Makes a province's workspace and times what the directory does with it; one JSON line for each phase.
///
///     bench-directory FOLDER make|city|county|merge|refresh|duplicates [UNITS] [SIDE] [SEED]
///
/// `merge` takes back what `county` handed out: all parts untouched, in a run that keeps nothing. `refresh` places all
/// units, moves 1, 10, 100 and 1000 corners of zones, each time placing again what that could affect, and at the end
/// places all units anew to see that nothing was missed.

let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
    print("usage: bench-directory FOLDER make|city|county|merge|refresh|duplicates [UNITS] [SIDE] [SEED]")
    exit(64)
}
let folder = arguments[1]
let phase = arguments[2]
let numbers = arguments.dropFirst(3).compactMap { Int($0) }
let province = MadeProvince(
    side: numbers.count > 1 ? numbers[1] : 24, unitCount: numbers.first ?? 1_000_000,
    seed: UInt64(numbers.count > 2 ? numbers[2] : 20_180_210))
let whole = "\(folder)/province-\(province.unitCount)-\(province.side)-\(province.seed).gpkg"
let work = "\(folder)/work.gpkg"
let time = "2018-02-10T00:00:00Z"

/// The most memory the process ever had, in MiB.
func peakMiB() -> Int {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1024
}

func report(_ name: String, _ facts: [(String, Int)], _ body: () throws -> Void) rethrows {
    let start = clock()
    let seconds = try ContinuousClock().measure(body) / .seconds(1)
    show(name, facts, seconds: seconds, processor: Double(clock() - start) / Double(CLOCKS_PER_SEC))
}

func show(_ name: String, _ facts: [(String, Int)], seconds: Double, processor: Double? = nil) {
    let members = facts.map { ", \"\($0.0)\": \($0.1)" }.joined()
    let cpu = processor.map { ", \"cpu\": \(($0 * 100).rounded() / 100)" } ?? ""
    print(
        "{\"phase\": \"\(name)\", \"units\": \(province.unitCount), \"zones\": \(province.zoneCount)\(members), "
            + "\"seconds\": \((seconds * 1000).rounded() / 1000)\(cpu), \"peak_mib\": \(peakMiB())}")
}

func fill(_ workspace: Workspace, _ kind: ImportKind, from source: some RowSource) throws {
    let run = ImportRunDescription(source: "made", reference: "EPSG:4490")
    _ = try workspace.importRows(kind, run: run, isDryRun: false) { sink in
        let importer = try Importer(
            kind: kind, columns: source.columns, mapping: ImportMapping(), reference: .cgcs2000,
            placement: AsMade())
        return try importer.run(source, into: &sink) { _ in }
    }
}

func make() throws {
    guard !FileManager.default.fileExists(atPath: whole) else { return }
    try report("make", []) {
        try Workspace.create(at: whole) { workspace in
            try fill(workspace, .zones, from: MadeZones(province: province))
            try fill(workspace, .units, from: MadeUnits(province: province))
            try workspace.setOrganisations(try OrganisationTree(province.offices))
        }
    }
}

func parts(_ level: OrganisationLevel) -> String { "\(folder)/parts-\(level.rawValue)" }

func remove(_ path: String) throws {
    if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
}

func split(_ level: OrganisationLevel) throws {
    try remove(work)
    try FileManager.default.copyItem(atPath: whole, toPath: work)
    try remove(parts(level))
    try FileManager.default.createDirectory(atPath: parts(level), withIntermediateDirectories: true)
    let workspace = try Workspace.open(at: work)
    try report(
        "split \(level.rawValue)", [("parts", try OrganisationTree(province.offices).parts(at: level).count)]
    ) {
        _ = try workspace.splitDirectory(at: level, to: parts(level), id: "bench", time: time) { _ in }
    }
}

func merge() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: parts(.county))
        .filter { $0.hasSuffix(".gpkg") }.sorted().map { ReturnedPart(path: "\(parts(.county))/\($0)") }
    let workspace = try Workspace.open(at: work)
    try report("merge", [("parts", files.count)]) {
        let merges = try workspace.mergeDirectory(files, time: time, isDryRun: true)
        precondition(merges.allSatisfy(\.reconciles), "untouched parts reconcile")
    }
}

func refresh() throws {
    try remove(work)
    try FileManager.default.copyItem(atPath: whole, toPath: work)
    var workspace = try Workspace.open(at: work)
    try report("place all", []) { _ = try workspace.refreshZones(time: time) }
    var zones = MadeZones(province: province)
    var random = SplitMix64(seed: province.seed)
    for count in [1, 10, 100, 1000] {
        while zones.moved.count < count {
            zones.moved.insert(
                .init(random.index(below: 10 * province.side), random.index(below: 10 * province.side)))
        }
        try fill(workspace, .zones, from: zones)
        let start = ContinuousClock.now
        let refresh = try workspace.refreshZones(time: time)
        show(
            "refresh",
            [
                ("corners", count), ("zones_changed", refresh.zones.count), ("examined", refresh.examined),
                ("moved", refresh.moves.count),
            ], seconds: (ContinuousClock.now - start) / .seconds(1))
    }
    try distrustNotes()
    workspace = try Workspace.open(at: work)
    try report("place all again", []) {
        let all = try workspace.refreshZones(time: time)
        precondition(all.isComplete && all.moves.isEmpty, "placing again near changes missed a unit")
    }
}

func duplicates() throws {
    let workspace = try Workspace.open(at: whole)
    try report("duplicates", []) {
        let pairs = DuplicateSearch().candidates(in: try workspace.directoryUnits())
        precondition(pairs.count < province.unitCount / 10, "made units differ")
    }
}

/// Takes away what notes changes, so that the next refresh places all units.
func distrustNotes() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", work, "DROP TRIGGER bourn_zone_update"]
    try process.run()
    process.waitUntilExit()
}

try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
switch phase {
case "make": try make()
case "city": try split(.city)
case "county": try split(.county)
case "merge": try merge()
case "refresh": try refresh()
case "duplicates": try duplicates()
default:
    print("unknown phase \(phase)")
    exit(64)
}
