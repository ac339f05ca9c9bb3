internal import Census
internal import Coverage
internal import GeoModel
internal import GeoPackageStore
internal import Zoning

/// Blocks read from a source, with their workloads and parents, as a graph of neighbours.
struct BlockSource {
    /// The blocks as read.
    let areas: AreaSource
    /// The parent's code of each block; empty where there is none.
    let parents: [String]
    /// The workload of each block.
    let weights: [Double]
    /// The cells of the workload that are no number; they weigh nothing.
    let unweighted: [BadWorkload]
    /// The blocks and their neighbours.
    let graph: BlockGraph
    /// The codes that several rows have.
    let duplicates: [String]
    private let faults: Int

    /// Codes and parents, as the engine takes them.
    let rules: BlockRules

    /// Reads blocks and finds their neighbours.
    ///
    /// - Parameters:
    ///   - path: The source.
    ///   - options: How to read it.
    ///   - formula: The workload of a block.
    ///   - parentField: The field of the parent's code; by default `parent_code`, if there is such a field.
    ///   - level: Takes only rows whose field `level` has this value.
    ///   - isItsOwnParent: Each area is divided by itself.
    ///   - preferredLayer: The layer to read of a source that has several.
    ///   - console: Where progress is shown.
    /// - Returns: The blocks as a graph of neighbours.
    /// - Throws: Any error of opening and reading.
    static func read(
        _ path: String, options: SourceOptions, formula: WorkloadFormula, parentField: String?,
        level: String? = nil, isItsOwnParent: Bool = false, preferredLayer: String = "block",
        console: Console
    ) async throws -> BlockSource {
        let workload = formula.terms.map(\.field)
        let needed = workload + (level == nil ? [] : ["level"])
        let usual = isItsOwnParent || parentField != nil ? [] : ["parent_code"]
        let named = isItsOwnParent ? [] : [parentField].compactMap(\.self)
        var areas = try await AreaSource.read(
            path, options: options, fields: needed + named, optionalFields: usual,
            preferredLayers: [preferredLayer], console: console)
        if let level { areas = areas.filtered { [areas] row in areas.values[row][workload.count] == level } }
        return try Interruption.endingAtOnce { [areas] in
            let parents =
                isItsOwnParent ? areas.codes : areas.values.map { ($0.last ?? nil) ?? "" }
            return BlockSource(areas, formula: formula, parents: parents)
        }
    }

    private init(_ areas: AreaSource, formula: WorkloadFormula, parents: [String]) {
        self.areas = areas
        var weights: [Double] = []
        var unweighted: [BadWorkload] = []
        for (row, values) in areas.values.enumerated() {
            let (sum, bad) = formula.workload(values)
            weights.append(sum)
            unweighted += bad.map {
                BadWorkload(row: row + 1, code: areas.codes[row], field: $0.field, value: $0.value)
            }
        }
        self.weights = weights
        self.unweighted = unweighted
        self.parents = parents
        duplicates = areas.repeatedCodes
        rules = BlockRules(codes: Self.distinct(areas.codes), parents: Self.numbered(parents))
        graph = BlockGraph(blocks: areas.table, weights: weights, measure: areas.measure, rules: rules)
        let input = CoverageInput(
            zones: areas.table, codes: areas.codes, measure: areas.measure, refused: areas.refused)
        faults = CoverageChecker().check(input).faults.filter { $0.kind != .gap }.count
    }

    /// The blocks of a plan, those that were cut replaced by their pieces.
    func cut(as plan: AreaPlan) -> BlockSource { BlockSource(self, plan: plan) }

    /// Parts of the blocks in place of these, under the same codes and parents.
    func cut(into table: PolygonTable, madeFrom rows: [Int], weights: [Double]) -> BlockSource {
        BlockSource(self, table: table, madeFrom: rows, weights: weights)
    }

    private init(_ whole: BlockSource, table: PolygonTable, madeFrom rows: [Int], weights: [Double]) {
        areas = whole.areas.replaced(by: table, madeFrom: rows)
        parents = rows.map { whole.parents[$0] }
        self.weights = weights
        unweighted = whole.unweighted
        duplicates = whole.duplicates
        rules = BlockRules(codes: Self.distinct(areas.codes), parents: Self.numbered(parents))
        graph = BlockGraph(blocks: table, weights: weights, measure: areas.measure, rules: rules)
        faults = whole.faults
    }

    private init(_ whole: BlockSource, plan: AreaPlan) {
        areas = whole.areas.replaced(by: plan.pieces, madeFrom: plan.blockOfPiece)
        parents = plan.blockOfPiece.map { whole.parents[$0] }
        weights = plan.graph.weights
        unweighted = whole.unweighted
        duplicates = whole.duplicates
        graph = plan.graph
        rules = whole.rules
        faults = whole.faults
    }

    /// Tells what should be mended before the zones are used.
    func warn(on console: Console) {
        if faults > 0 {
            console.note(
                text(
                    zh: "注意：地块有 \(faults) 处重叠或界线不一致，边不一致的地块不算相邻；先运行 bourn coverage check",
                    en:
                        "note: the blocks have \(faults) overlaps or mismatched borders, and blocks whose edges differ do not "
                        + "count as neighbours; run `bourn coverage check` first"))
        }
        for row in areas.damaged.prefix(5) {
            let code = areas.codes[row.feature]
            console.note(
                text(
                    zh: "第 \(row.feature + 1) 行（\(code)）没有可用的图形：",
                    en: "row \(row.feature + 1) (\(code)) has no usable area: ")
                    + row.reason[.invoked])
        }
        for cell in unweighted.prefix(5) { console.note(cell.text[.invoked]) }
        if unweighted.count > 5 {
            console.note(
                text(
                    zh: "另有 \(unweighted.count - 5) 个这样的单元格",
                    en: "and \(unweighted.count - 5) more cells like these"))
        }
        if !duplicates.isEmpty {
            let codes = duplicates.prefix(10).joined(separator: ", ")
            console.note(
                text(
                    zh: "注意：\(duplicates.count) 个代码有多行：\(codes)；各行按不同地块处理，请更正",
                    en:
                        "note: \(duplicates.count) codes stand in several rows: \(codes); each row counts as a block of "
                        + "its own; correct the codes"))
        }
        if !orphans.isEmpty {
            let codes = orphans.prefix(10).map { areas.codes[$0] }.joined(separator: ", ")
            console.note(
                text(
                    zh: "注意：\(orphans.count) 个地块没有上级代码，只与彼此成区：\(codes)",
                    en:
                        "note: \(orphans.count) blocks have no parent's code and form zones among themselves only: \(codes)"
                ))
        }
    }

    /// What is wrong with the blocks, for programs.
    var faultMembers: [JSONMember] {
        let rows = areas.damaged.prefix(100).map { row in
            JSONValue.object([
                JSONMember("row", .count(row.feature + 1)),
                JSONMember("code", .string(areas.codes[row.feature])),
                JSONMember("reason", .string(row.reason[.english])),
            ])
        }
        return [
            JSONMember("unusable_blocks", .count(areas.damaged.count)),
            JSONMember("unusable", .array(rows)), JSONMember("block_faults", .count(faults)),
        ]
    }

    /// The blocks without parent, where others have one.
    private var orphans: [Int] {
        let without = parents.indices.filter { parents[$0].isEmpty }
        return without.count == parents.count ? [] : without
    }

    /// The codes made distinct by their order, since they fix the order of work.
    private static func distinct(_ codes: [String]) -> [String] {
        var seen: [String: Int] = [:]
        return codes.map { code in
            seen[code, default: 0] += 1
            let turn = seen[code, default: 0]
            return turn == 1 ? code : "\(code)#\(turn)"
        }
    }

    private static func numbered(_ parents: [String]) -> [Int] {
        var numbers: [String: Int] = [:]
        for (number, parent) in Set(parents).sorted().enumerated() { numbers[parent] = number }
        return parents.map { numbers[$0] ?? 0 }
    }
}

extension AreaSource {
    /// The codes that several rows have, in order.
    var repeatedCodes: [String] {
        var counts: [String: Int] = [:]
        for code in codes { counts[code, default: 0] += 1 }
        return counts.filter { $0.value > 1 }.keys.sorted()
    }
}
