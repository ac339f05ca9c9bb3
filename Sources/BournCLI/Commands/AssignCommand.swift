internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore
internal import Interchange
internal import PROJBridge

/// Options that say how to read points.
struct PointOptions: ParsableArguments {
    @Option(help: help(zh: "点的图层", en: "Layer of the points."))
    var pointsLayer: String?

    @Option(help: help(zh: "经度或东坐标的列", en: "Column of the longitude or easting."))
    var x: String?

    @Option(help: help(zh: "纬度或北坐标的列", en: "Column of the latitude or northing."))
    var y: String?

    @Option(
        help: help(
            zh: "点的坐标参考（默认：文件声明的；表格为 EPSG:4490）",
            en: "Reference of the points (default: as declared; of a table, EPSG:4490)."))
    var pointsCrs: CRSIdentifier?

    @Option(help: help(zh: "文本编码（默认自动识别）", en: "Encoding of the text (default: found out)."))
    var encoding: TextEncoding?

    @Option(
        help: help(
            zh: "旧坐标系到 CGCS2000 的七参数：dx,dy,dz,rx,ry,rz,m",
            en: "Seven parameters of an old datum: dx,dy,dz,rx,ry,rz,m."))
    var datumShift: DatumShiftArgument?

    /// The user has declared a projected reference, so named columns hold metres.
    var isInMetres: Bool {
        guard case .epsg(let code)? = pointsCrs else { return false }
        return ![4326, 4490, 4610, 4214].contains(code)
    }

    func validate() throws {
        guard (x == nil) == (y == nil) else {
            throw ValidationError(text(zh: "--x 与 --y 须同时给出", en: "give --x and --y together, or neither"))
        }
    }
}

/// `bourn assign`: puts every point into exactly one zone.
struct AssignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign",
        abstract: text(zh: "把每个点落到唯一的普查小区。", en: "Put every point into exactly one zone."),
        discussion: text(
            zh: "输出保留输入的全部行和列及其顺序，并增加 zone_code、placement、border_distance_m。"
                + "各行在“坐标系”列写明的坐标系，除非用 --points-crs 指明，按该行所写读取；不认识的不定位。"
                + "界线上的点归其东侧紧邻的小区（界线为东西向时归北侧）；自相交的小区按奇偶规则；重叠处归代码最小的小区。",
            en: """
                Keeps every input row and column, in order, and adds zone_code, placement and border_distance_m. A \
                row that names its reference (declared_reference, or its Chinese name) is read in it, unless \
                --points-crs declares one for all; a row whose word is unknown is not located. A point on a border \
                belongs to the zone just east of it, or north of it where the border runs east; a zone whose \
                outline crosses itself holds what it winds \
                around an odd number of times; where zones overlap, the least code counts.
                """))

    @Option(help: help(zh: "普查小区", en: "The zones."))
    var zones: String

    @Option(help: help(zh: "点", en: "The points."))
    var points: String

    @Option(help: help(zh: "普查小区的图层", en: "Layer of the zones."))
    var zonesLayer: String?

    @Option(help: help(zh: "普查小区的坐标参考", en: "Reference of the zones."))
    var zonesCrs: CRSIdentifier?

    @Option(help: help(zh: "普查小区的代码字段", en: "Field that holds a zone's code."))
    var codeField = "code"

    @OptionGroup var pointOptions: PointOptions

    @Option(help: help(zh: "输出文件（.csv、.gpkg）", en: "Output file (.csv or .gpkg)."))
    var output: String

    @Option(
        help: help(
            zh: "把落在重叠小区（含其界线）的行及全部候选小区写入此 CSV",
            en: "Write rows in overlapping zones or on their borders, with all their zones, to this CSV."))
    var contested: String?

    @Option(help: help(zh: "摘要格式：text 或 json", en: "Form of the summary: text or json."))
    var format = SummaryFormat.text

    @OptionGroup var common: CommonOptions

    func validate() throws {
        let ending = URL(fileURLWithPath: output).pathExtension.lowercased()
        guard ["csv", "gpkg"].contains(ending) else {
            throw ValidationError(
                text(zh: "--output 须以 .csv 或 .gpkg 结尾", en: "--output must end in .csv or .gpkg"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([output, contested], inputs: [zones, points])
            let (counts, said, seconds) = try await assign(console)
            try console.deliver(
                format == .json ? counts.json(said, seconds: seconds) : counts.table(said), to: nil)
            if counts.contested > 0, contested == nil {
                console.note(
                    text(
                        zh: "用 --contested 文件 列出落在重叠小区的行",
                        en: "list the rows in overlapping zones by --contested FILE"))
            }
            return counts.outside + counts.unlocatable > 0 ? .faulty : .fine
        }
    }

    private func assign(
        _ console: Console
    ) async throws -> (PlacementCounts, ReferenceTally, Stopwatch) {
        var stopwatch = Stopwatch()
        var zoneOptions = SourceOptions()
        (zoneOptions.layer, zoneOptions.crs, zoneOptions.codeField) = (zonesLayer, zonesCrs, codeField)
        let areas = try await AreaSource.read(
            zones, options: zoneOptions, preferredLayers: ["zone", "block"], console: console
        )
        let (used, notes) = areas.forPlacing()
        for note in notes { console.note(note[.invoked]) }
        let source = try await PointSource.open(points, options: pointOptions)
        let conversion = try ReferenceConversion(
            from: source.reference, to: used.reference,
            parameters: pointOptions.datumShift.map { PROJBridge.DatumShift($0.shift) })
        stopwatch.lap("read")
        let rank = ZoneLocator.rank(byCode: used.codes)
        let placer = PointPlacer(zones: used, rank: rank, conversion: conversion)
        stopwatch.lap("index")
        for note in used.codeNotes(rank: rank) { console.note(note[.invoked]) }
        stopwatch.lap("read")
        let (counts, said) = try place(source, placer, timing: &stopwatch, console)
        for note in said.notes { console.note(note[.invoked]) }
        return (counts, said, stopwatch)
    }

    /// Reads, places and writes: reading and writing here and in order, the rest on all cores.
    ///
    /// What the stopwatch calls "locate" is the time that this thread waited for the others.
    private func place(
        _ source: PointSource, _ placer: PointPlacer, timing stopwatch: inout Stopwatch, _ console: Console
    ) throws -> (PlacementCounts, ReferenceTally) {
        let result = try AssignmentOutput(path: output, points: source, codes: placer.codes)
        for (column, name) in result.renamed {
            console.note(
                text(
                    zh: "注意：点文件已有 \(column) 列，原样保留；这次的结果在 \(name) 列",
                    en:
                        "note: the points have a column \(column) already, kept as it is; the new answers are in \(name)"
                ))
        }
        var counts = PlacementCounts()
        var contest = try contested.map { try ContestedRows(path: $0, codes: placer.codes) }
        var said = ReferenceTally()
        var (unreadable, firstUnreadable) = (0, Int?.none)
        let progress = Progress(text(zh: "落区", en: "placing"), total: try source.rowEstimate(), on: console)
        try result.write { take in
            try source.withPieces(ofBytes: result.bytesAtOnce) { next in
                try OrderedPipeline.run {
                    try Interruption.check()
                    stopwatch.lap("locate")
                    defer { stopwatch.lap("read") }
                    return try next()
                } work: { piece in
                    let batch = try source.batch(of: piece)
                    let placed = placer.place(batch.positions)
                    return (
                        result.rows(of: batch, placed: placed), placed.counts, batch.faulty,
                        placed.contested, batch.said, batch.unreadable
                    )
                } take: { rows, batchCounts, faulty, several, batchSaid, batchUnreadable in
                    stopwatch.lap("locate")
                    for fault in faulty { tell(fault, console) }
                    try contest?.append(several, rowsBefore: counts.points)
                    said.add(batchSaid, rowsBefore: counts.points)
                    if firstUnreadable == nil {
                        firstUnreadable = batchUnreadable.first.map { counts.points + $0 + 1 }
                    }
                    unreadable += batchUnreadable.count
                    try take(rows)
                    counts += batchCounts
                    progress.advance(to: counts.points & ~0x3F)
                    stopwatch.lap("write")
                }
            }
        }
        progress.finish()
        try contest?.finish()
        stopwatch.lap("write")
        if let firstUnreadable { tellUnreadable(unreadable, first: firstUnreadable, console) }
        return (counts, said)
    }

    private func tellUnreadable(_ count: Int, first: Int, _ console: Console) {
        console.note(
            text(
                zh: "\(count) 行没有可用的坐标（首行 \(first)）：不是普通的小数、是空的，或几何不是单点",
                en:
                    "\(count) rows have no usable coordinates (first row \(first)): no plain decimal numbers, none at all, or "
                    + "a geometry that is no single point"))
    }

    private func tell(_ fault: PointBatch.Fault, _ console: Console) {
        console.note(
            text(zh: "第 \(fault.line) 行无法定位：", en: "line \(fault.line) cannot be located: ")
                + fault.reason.text[.invoked])
    }
}

extension PlacementCounts {
    /// The counts for people, and what rows say of their references.
    func table(_ said: ReferenceTally) -> String {
        var lines = [
            text(zh: "点", en: "points") + "  \(points)", text(zh: "界内", en: "inside") + "  \(inside)",
            text(zh: "界线上", en: "on a border") + "  \(border)",
            text(zh: "界外", en: "outside") + "  \(outside)",
            text(zh: "无法定位", en: "unlocatable") + "  \(unlocatable)",
        ]
        if contested > 0 {
            lines.append(text(zh: "其中落在重叠小区的", en: "of these in overlapping zones") + "  \(contested)")
        }
        return (lines + said.lines.map { $0[.invoked] }).joined(separator: "\n")
    }

    /// The counts for programs, by the contract.
    func json(_ said: ReferenceTally, seconds: Stopwatch) -> String {
        func count(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }
        let value = JSONValue.object([
            JSONMember("points", count(points)), JSONMember("inside", count(inside)),
            JSONMember("border", count(border)), JSONMember("outside", count(outside)),
            JSONMember("unlocatable", count(unlocatable)), JSONMember("contested", count(contested)),
            JSONMember("references", said.json),
            JSONMember("seconds", seconds.json(["read", "index", "locate", "write"])),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }
}
