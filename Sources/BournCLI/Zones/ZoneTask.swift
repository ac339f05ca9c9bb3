internal import Census
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore
internal import Zoning

/// Everything that zones are drawn from, gathered from the files that were named.
struct ZoneTask {
    private let blocks: BlockSource
    /// The block that each of these was cut from along the last zones, by row.
    private let wholeOf: [Int]
    private var rules: BlockRules
    private var units: [WeightedPoint] = []
    private var blockOfUnit: [Int?] = []
    private var previous: [Int?]?
    private var lastCodes: [String] = []
    private var repeatedLast: [String] = []
    private var areUnitsKnown = false
    private var doubts = DrawingDoubts()

    /// A plan with the pieces it is a plan of.
    struct Answer {
        /// The zones.
        let drawing: ZoneDrawing
        /// The blocks, those cut replaced by their pieces.
        let pieces: BlockSource
        /// What was wrong with the input.
        let doubts: DrawingDoubts
    }

    /// Reads what was named besides the blocks.
    ///
    /// - Parameters:
    ///   - blocks: The blocks.
    ///   - origins: The units and the last zones.
    ///   - conditions: Barriers, visible lines and links.
    ///   - points: How to read the units.
    ///   - countsUnits: A block's workload is the number of its units.
    ///   - max: The greatest workload; heavier blocks need units to be split by.
    ///   - isLastItself: The blocks are the last zones themselves.
    ///   - console: Where notes go.
    /// - Returns: The task.
    /// - Throws: Any error of opening and reading.
    static func gather(
        _ blocks: BlockSource, origins: ZoneOriginOptions, conditions: ZoneConditionOptions,
        points: PointOptions, countsUnits: Bool, max: Double, isLastItself: Bool, console: Console
    ) async throws -> ZoneTask {
        let whole = blocks
        var locator = ZoneLocator(whole.areas.table)
        var located: UnitLocations?
        if let path = origins.units {
            located = try await UnitLocations.read(
                path, options: points, in: whole.areas.reference, locator: locator)
            located?.warn(on: console)
        }
        let outside = located?.outside ?? []
        var last: AreaSource?
        if let path = origins.last {
            last = isLastItself ? whole.areas : try await whole.last(path, console: console)
        }
        var blocks = whole
        var wholeOf = Array(whole.areas.codes.indices)
        if let last, let units = located, !isLastItself {
            (blocks, wholeOf) = whole.parted(along: last, units: units)
            locator = ZoneLocator(blocks.areas.table)
            located = units.located(by: locator)
        }
        var task = ZoneTask(blocks: blocks, wholeOf: wholeOf)
        task.doubts.unitsOutside = outside
        if let located {
            task.areUnitsKnown = true
            task.share(located, countsUnits: countsUnits, max: max, locator: locator)
        } else {
            task.standIn()
        }
        try await task.readLines(conditions, console)
        task.rules.links = try conditions.link.map { link in
            blocks.nearest(try whole.pair(link), of: wholeOf)
        }
        if let last, let path = origins.last {
            try task.keep(
                last, of: path, locking: origins.lock, isLastItself: isLastItself, locator, console)
        }
        return task
    }

    private init(blocks: BlockSource, wholeOf: [Int]) {
        self.blocks = blocks
        self.wholeOf = wholeOf
        rules = blocks.rules
    }

    /// Reads the barriers and visible lines, and notes those that do nothing.
    private mutating func readLines(_ conditions: ZoneConditionOptions, _ console: Console) async throws {
        let areas = blocks.areas
        rules.lineTolerance = Metres(conditions.barrierTolerance)
        for path in conditions.barriers {
            let lines = try await LineSource.read(path, in: areas.reference)
            rules.barrierLines += lines
            if let reason = IdleLines.reason(lines, blocks: areas, tolerance: rules.lineTolerance) {
                doubts.idleBarriers.append(.init(path: path, reason: reason))
            }
        }
        for path in conditions.features {
            let lines = try await LineSource.read(path, in: areas.reference)
            rules.visibleLines += lines
            guard IdleLines.reason(lines, blocks: areas, tolerance: rules.lineTolerance) != nil else {
                continue
            }
            console.note(
                text(
                    zh: "注意：\(path) 没有线到达任何地块，没有起作用",
                    en: "note: no line of \(path) comes near a block; the file did nothing"))
        }
    }

    /// Takes the last zones as what is to be kept, and locks some of them: those named, and those of an office that were
    /// locked by hand.
    private mutating func keep(
        _ last: AreaSource, of path: String, locking named: [String], isLastItself: Bool,
        _ locator: ZoneLocator, _ console: Console
    ) throws {
        let votes = isLastItself ? [] : blocks.votes(last, locator)
        let labels =
            isLastItself
            ? blocks.areas.codes.indices.map { Optional($0) }
            : votes.map { $0.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key }
        if !areUnitsKnown { tellStraddling(votes, console) }
        previous = labels
        lastCodes = last.codes
        repeatedLast = last.repeatedCodes
        let byHand = try Workspace.zoneLocks(at: path).filter { last.codes.contains($0) }
        if !byHand.isEmpty {
            console.note(
                text(
                    zh: "\(path) 中手工锁定的 \(byHand.count) 个小区原样保留",
                    en: "\(byHand.count) zones locked by hand in \(path) stay as they are"))
        }
        rules.lockedZones = try Set(named + byHand).sorted().map { code in
            let members = try blocks.members(ofLast: code, last: last, labels: labels)
            try blocks.check(members, areZone: code, of: last)
            return members
        }
    }

    /// Without units no block is parted, so that one in two last zones counts to one of them.
    private func tellStraddling(_ votes: [[Int: Int]], _ console: Console) {
        let straddling = votes.indices.filter { block in
            let all = votes[block].values.reduce(0, +)
            return Double(all - (votes[block].values.max() ?? 0)) > 0.05 * Double(all)
        }
        guard !straddling.isEmpty else { return }
        let codes = straddling.prefix(5).map { blocks.areas.codes[$0] }.joined(separator: ", ")
        console.note(
            text(
                zh: "注意：上次的界线穿过 \(straddling.count) 个地块（\(codes)）；没有 --units 时整块算作所占最多的小区，保留的比例只是近似",
                en:
                    "note: borders of the last zones run through \(straddling.count) blocks (\(codes)); without --units each "
                    + "counts to the zone that has most of it, and the share kept is approximate"))
    }

    /// Shares each block's workload out over the units in it; only heavy blocks need their places.
    private mutating func share(
        _ located: UnitLocations, countsUnits: Bool, max: Double, locator: ZoneLocator
    ) {
        var inside = [[Position]](repeating: [], count: blocks.weights.count)
        for (place, block) in located.blocks.enumerated() where block >= 0 {
            inside[block].append(located.positions[place])
        }
        for block in inside.indices {
            let weight = countsUnits ? Double(inside[block].count) : blocks.weights[block]
            guard weight > max else {
                add([centre(of: block)], weight: weight, to: block)
                continue
            }
            // A heavy block without units is split by area.
            let places = inside[block].isEmpty ? grid(over: block, locator) : inside[block]
            add(places, weight: weight, to: block)
        }
    }

    /// Without units every block's workload stands at one place, and no block is cut.
    private mutating func standIn() {
        for block in blocks.weights.indices {
            add([centre(of: block)], weight: blocks.weights[block], to: block)
        }
    }

    private mutating func add(_ places: [Position], weight: Double, to block: Int) {
        for place in places {
            units.append(WeightedPoint(place, weight: weight / Double(places.count)))
            blockOfUnit.append(block)
        }
    }

    private func centre(of block: Int) -> Position {
        blocks.areas.table.area(ofFeature: block).envelope?.centre ?? Position(0, 0)
    }

    /// Evenly spaced places inside a block.
    private func grid(over block: Int, _ locator: ZoneLocator) -> [Position] {
        let places = blocks.samples(of: block, across: 40).filter {
            locator.locate($0).zone == block
        }
        return places.isEmpty ? [centre(of: block)] : places
    }

    /// Divides the blocks.
    ///
    /// - Throws: `ZoneCodes.Failure` when a village has too many zones.
    func solve(limits: ZoneLimits, goals: ZoneGoals, seed: UInt64, console: Console) throws -> Answer {
        try Interruption.check()
        let progress = SharedProgress(
            text(zh: "划区", en: "drawing zones"), total: blocks.areas.codes.count, on: console)
        let plan = AreaDesigner.design(
            blocks: blocks.areas.table, units: units, blockOfUnit: blockOfUnit, limits: limits, goals: goals,
            measure: blocks.areas.measure, rules: rules, previous: previous, seed: seed,
            goesOn: { !Interruption.isRequested },
            progress: { done in
                progress.show(done.finishedBlocks, detail: "  " + done.best)
                return !Interruption.isRequested
            }, areUnitsKnown: areUnitsKnown)
        progress.finish()
        let pieces = blocks.cut(as: plan)
        let labels = previous.map { labels in plan.blockOfPiece.map { labels[$0] } }
        let drawing = try ZoneDrawing(
            plan: plan.plan, blocks: pieces, limits: limits, previous: labels,
            lastCodes: lastCodes, repeatedLast: repeatedLast,
            splitBlocks: splitBlocks(of: plan), strayBarriers: plan.strayBarriers)
        return Answer(drawing: drawing, pieces: pieces, doubts: doubts)
    }

    /// Blocks of which some part stands by itself, cut along the last zones or anew.
    private func splitBlocks(of plan: AreaPlan) -> Int {
        var counts: [Int: Int] = [:]
        for piece in plan.blockOfPiece { counts[wholeOf[piece], default: 0] += 1 }
        return counts.count { $0.value > 1 }
    }
}

extension ZoneProgress {
    /// The best division so far, in a few words.
    fileprivate var best: String {
        BournCLI.text(
            zh: "目前 \(zones) 个小区，超限 \(zonesOutOfLimits)，CV \(variation.rounded(to: 3))",
            en: "so far \(zones) zones, \(zonesOutOfLimits) out of limits, CV \(variation.rounded(to: 3))")
    }
}
