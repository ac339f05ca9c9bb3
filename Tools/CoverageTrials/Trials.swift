import Coverage
import GEOSBridge
import GEOSOracles
import GeoKernels
import GeoModel
import Glibc
import TestSupport

/// Ends the program with a status.
func exitWith(_ status: Int32) -> Never { exit(status) }

/// One seeded layer.
struct Trial {
    let zones: MadeCoverage

    /// Makes the layer of a seed; with `lattice` its coordinates are integers, so that vertices fall on edges.
    ///
    /// - Throws: What `isAccepted` throws; damages after which that does not hold are left out.
    init(_ seed: UInt64, lattice: Bool, accepting isAccepted: (PolygonTable) throws -> Bool) throws {
        zones = try MadeCoverage.damaged(seed: seed, lattice: lattice, isAccepted: isAccepted)
    }

    func report() -> CoverageReport {
        let table = zones.table
        return CoverageChecker().check(
            CoverageInput(zones: table, codes: (0..<table.count).map(String.init), measure: .planar))
    }
}

/// The checker beside plain overlay.
enum OverlayTrials {
    /// Prints every seed on which the two differ; whether there is none.
    static func run(_ seeds: Range<UInt64>) throws -> Bool {
        var (wrong, faults) = (0, 0)
        for seed in seeds {
            for lattice in [false, true] {
                let trial = try Trial(seed, lattice: lattice) {
                    try GEOSCoverageOracle.invalidAreas(of: $0).isEmpty
                }
                let report = trial.report()
                faults += report.summary.count(.gap) + report.summary.count(.overlap)
                let differences = try OverlayComparison(report, of: trial.zones.table).differences
                if differences.isEmpty { continue }
                wrong += 1
                print("seed \(seed)\(lattice ? " lattice" : ""): \(differences.joined(separator: "; "))")
            }
        }
        let layers = seeds.count * 2
        print("overlay: \(layers - wrong) of \(layers) layers agree; they hold \(faults) gaps and overlaps")
        return wrong == 0
    }
}

/// The checker's verdicts for peers to compare.
enum VerdictTrials {
    /// Prints one line a layer: seed, valid or not, kinds of fault, and the zones as text between tabs.
    static func run(_ seeds: Range<UInt64>) throws {
        for seed in seeds {
            // Every third layer may hold zones that are invalid by themselves.
            let trial = try Trial(seed, lattice: seed % 2 == 1) {
                try seed % 3 == 0 || GEOSCoverageOracle.invalidAreas(of: $0).isEmpty
            }
            let report = trial.report()
            let kinds = Set(report.faults.map(\.kind.rawValue)).sorted().joined(separator: ",")
            let texts = trial.zones.zones.indices.map {
                WKT.encode(.multiPolygon(trial.zones.table.area(ofFeature: $0)))
            }
            print(
                seed, report.isValid ? "valid" : "invalid", kinds.isEmpty ? "-" : kinds,
                texts.joined(separator: "\t"), separator: "\t")
        }
    }
}
