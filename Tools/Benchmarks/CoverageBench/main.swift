import Coverage
import Foundation
import GeoKernels
import GeoModel

// CoverageBench FILE [repair]: checks, or checks and mends, the layer of a flat file written by layers.py and
// prints one line of JSON. Processor seconds are given beside elapsed ones because machines are shared.
guard CommandLine.arguments.count > 1 else {
    print("usage: CoverageBench FILE [repair]")
    exit(64)
}

/// Runs some work; elapsed and processor seconds.
func timed(_ work: () -> Void) -> (elapsed: Double, processor: Double) {
    let ticks = clock()
    let elapsed = ContinuousClock().measure(work).components
    return (
        Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18,
        Double(clock() - ticks) / Double(CLOCKS_PER_SEC)
    )
}

let zones = try LayerFile.read(CommandLine.arguments[1])
let input = CoverageInput(
    zones: zones, codes: (0..<zones.count).map { String($0) }, measure: .geographic())
var fields: [String] = ["\"zones\": \(zones.count)", "\"vertices\": \(zones.positions.count)"]
if CommandLine.arguments.contains("repair") {
    let repair = CoverageRepair()
    var result: RepairResult?
    var plan: RepairPlan?
    let planning = timed { plan = repair.plan(input) }
    let applying = timed { result = plan.map { repair.apply($0) } }
    if let result {
        let empty = (0..<zones.count).count { result.zones.polygons(ofFeature: $0).isEmpty }
        fields += [
            "\"changes\": \(result.changes.count)", "\"refused\": \(result.refused.count)",
            "\"erased\": \(empty)",
            "\"left\": \(result.report.faults.count)",
        ]
    }
    fields += [
        "\"seconds\": \(planning.elapsed + applying.elapsed)",
        "\"processor\": \(planning.processor + applying.processor)",
    ]
} else {
    var report: CoverageReport?
    let time = timed { report = CoverageChecker().check(input) }
    if let report {
        fields += FaultKind.allCases.map { "\"\($0.rawValue)\": \(report.summary.count($0))" }
    }
    fields += ["\"seconds\": \(time.elapsed)", "\"processor\": \(time.processor)"]
}
print("{\(fields.joined(separator: ", "))}")
