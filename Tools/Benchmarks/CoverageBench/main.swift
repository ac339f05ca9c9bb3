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

/// The most memory that the process has held, in MiB.
func peakMemory() -> Int {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1024
}

/// One number for all faults of a report with their measures and owners, to tell two reports apart.
func digest(of report: CoverageReport) -> String {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ bits: UInt64) { value = (value ^ bits) &* 0x0000_0100_0000_01B3 ^ (value >> 29) }
    for fault in report.faults {
        add(fault.id.value)
        add(fault.area.value.bitPattern)
        for zone in fault.zones { add(UInt64(zone)) }
        for neighbour in fault.neighbours {
            add(UInt64(neighbour.zone))
            add(neighbour.border.value.bitPattern)
        }
    }
    return String(value, radix: 16)
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
            "\"erased\": \(empty)", "\"left\": \(result.report.faults.count)",
            "\"digest\": \"\(digest(of: result.report))\"",
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
        let width = report.faults.reduce(0) { $0 + $1.width.value }
        fields += ["\"width_m\": \(width)", "\"digest\": \"\(digest(of: report))\""]
    }
    fields += ["\"seconds\": \(time.elapsed)", "\"processor\": \(time.processor)"]
}
fields.append("\"peak_mib\": \(peakMemory())")
print("{\(fields.joined(separator: ", "))}")
