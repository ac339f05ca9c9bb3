import Foundation
import GeoKernels
import GeoModel
import Zoning

// zones-bench instances COUNT [first seed] [jobs] [effort]: solves planted instances, one table.
// zones-bench seeds SEED,SEED…: solves these planted instances.
// zones-bench small COUNT: compares small graphs with exhaustive search.
// zones-bench solve COUNTIES BLOCKS [zones per county] [effort]: one row of figures.
// zones-bench change COUNTIES BLOCKS [times]: how many zones change with the workload of one block.
// zones-bench dump COUNTIES BLOCKS FILE: the graph for the peers, one JSON object.
// zones-bench measure COUNTIES BLOCKS FILE: the figures of a plan, one zone number a line.
let arguments = CommandLine.arguments
func number(_ place: Int, or usual: Int) -> Int {
    arguments.count > place ? Int(arguments[place]) ?? usual : usual
}
let command = arguments.count > 1 ? arguments[1] : ""
if command == "instances" || command == "seeds" {
    let begin = ContinuousClock.now
    let first = number(3, or: 0)
    let seeds =
        command == "seeds"
        ? (arguments.count > 2 ? arguments[2] : "").split(separator: ",").compactMap { UInt64($0) }
        : (first..<first + number(2, or: 10_000)).map { UInt64($0) }
    let jobs = command == "seeds" ? 1 : number(4, or: 2)
    InstanceTable(seeds: seeds, jobs: jobs, effort: number(5, or: 60)).printTable()
    print(String(format: "seconds %.1f with %d jobs", (ContinuousClock.now - begin) / .seconds(1), jobs))
    exit(0)
}
if command == "small" {
    var small = SmallGraphs()
    small.run(random: number(2, or: 2000))
    exit(0)
}
guard arguments.count >= 4, let counties = Int(arguments[2]), let blocks = Int(arguments[3]) else {
    print("usage: zones-bench solve|change|dump|measure COUNTIES BLOCKS [ZONES|FILE] [EFFORT]")
    exit(64)
}
let made = MadeBlocks(counties: counties, blocksPerCounty: blocks, seed: 20)
let clock = ContinuousClock()
let begin = clock.now
let graph = BlockGraph(
    blocks: made.table, weights: made.weights, measure: .planar, rules: BlockRules(parents: made.parents))
let built = clock.now

func row(_ name: String, _ plan: [Int], _ limits: WorkloadLimits, seconds: Double, bound: Double?) {
    let metrics = PlanMetrics(zoneOfBlock: plan, in: graph, limits: limits)
    let fields: [String] = [
        name, "zones=\(metrics.zones)", "out=\(metrics.outOfRange)", "disconnected=\(metrics.disconnected)",
        "cv=" + String(format: "%.4f", metrics.variation),
        "bound=" + (bound.map { String(format: "%.4f", $0) } ?? "-"),
        "pp=" + String(format: "%.4f", metrics.polsbyPopperMedian ?? 0),
        "nmi=" + String(format: "%.4f", metrics.inertiaMedian ?? 0),
        "cut=\(metrics.cutEdges)", "seconds=" + String(format: "%.3f", seconds),
    ]
    print(fields.joined(separator: " "))
}

func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
}

switch arguments[1] {
case "solve":
    let zones = arguments.count > 4 ? Int(arguments[4]) ?? 0 : 0
    var goals = ZoneGoals()
    if arguments.count > 5, let effort = Int(arguments[5]) { goals.effort = effort }
    if arguments.count > 6, let balance = Double(arguments[6]) { goals.balance = balance }
    let mean = zones > 0 ? made.weights.reduce(0, +) / Double(counties * zones) : 100
    if zones > 0 { goals.count = .exactly(zones) }
    let limits = WorkloadLimits(minimum: 0.5 * mean, maximum: 1.5 * mean)
    let plan = ZoneDesigner.solve(graph, limits: ZoneLimits(workload: limits), goals: goals)
    row("bourn", plan.zoneOfBlock, limits, seconds: seconds(clock.now - built), bound: plan.variationBound)
    print(
        "graph seconds=" + String(format: "%.3f", seconds(built - begin)),
        "reasons=\(plan.infeasibilities.count)")
case "change":
    let limits = WorkloadLimits(minimum: 100, maximum: 150)
    SmallChanges(made: made, limits: limits).run(times: number(4, or: 9))
case "dump":
    var edges: [[Double]] = []
    for block in 0..<graph.count {
        for place in graph.neighbourRange(of: block) where Int(graph.neighbours[place]) > block {
            edges.append([Double(block), Double(graph.neighbours[place]), graph.borderLengths[place]])
        }
    }
    let object: [String: Any] = [
        "weights": made.weights, "edges": edges, "areas": graph.shapes.areas,
        "perimeters": graph.shapes.perimeters,
        "x": (0..<graph.count).map { graph.shapes.centroid(of: $0).x },
        "y": (0..<graph.count).map { graph.shapes.centroid(of: $0).y },
    ]
    try JSONSerialization.data(withJSONObject: object).write(to: URL(fileURLWithPath: arguments[4]))
case "measure":
    let text = try String(contentsOfFile: arguments[4], encoding: .utf8)
    let plan = text.split(separator: "\n").compactMap { Int($0) }
    let mean = made.weights.reduce(0, +) / Double(Set(plan).count)
    let limits = WorkloadLimits(minimum: 0.5 * mean, maximum: 1.5 * mean)
    row(arguments.count > 5 ? arguments[5] : "plan", plan, limits, seconds: 0, bound: nil)
default:
    print("unknown command \(arguments[1])")
    exit(64)
}
