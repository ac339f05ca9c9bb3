import Coverage
import Foundation
import GeoKernels
import GeoModel

// coverage-bench FILE: checks the layer of a flat file and prints one line of JSON.
guard CommandLine.arguments.count > 1 else {
    print("usage: CoverageBench FILE   (a flat file written by layers.py)")
    exit(64)
}
let clock = ContinuousClock()
let zones = try LayerFile.read(CommandLine.arguments[1])
let codes = (0..<zones.count).map { String($0) }
var report: CoverageReport?
let time = clock.measure {
    report = CoverageChecker().check(CoverageInput(zones: zones, codes: codes, measure: .geographic()))
}
if let report {
    let counts = FaultKind.allCases.map { "\"\($0.rawValue)\": \(report.summary.count($0))" }
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
    print(
        "{\"zones\": \(report.zones), \"vertices\": \(report.vertices), \(counts.joined(separator: ", ")), "
            + "\"seconds\": \(seconds)}")
}
