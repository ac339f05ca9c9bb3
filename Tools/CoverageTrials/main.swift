import Coverage
import GEOSBridge
import GEOSOracles
import GeoKernels
import GeoModel
import TestSupport

// coverage-trials overlay|verdicts|export FIRST COUNT
//   overlay   compares the checker with plain GEOS overlay on seeded damaged coverages; prints what differs
//   verdicts  prints for each seed the checker's verdict and the zones in well-known text, for peers to judge
let arguments = CommandLine.arguments
guard arguments.count == 4, let first = UInt64(arguments[2]), let count = UInt64(arguments[3]) else {
    print("usage: coverage-trials overlay|verdicts FIRST COUNT")
    exitWith(64)
}
switch arguments[1] {
case "overlay": exitWith(try OverlayTrials.run(first..<first + count) ? 0 : 1)
case "verdicts": try VerdictTrials.run(first..<first + count)
default:
    print("usage: coverage-trials overlay|verdicts FIRST COUNT")
    exitWith(64)
}
