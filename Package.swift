// swift-tools-version: 6.2
import PackageDescription

// One set of settings for every target: the compiler, not a reviewer, keeps imports narrow,
// existentials visible and each unsafe C call marked.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),  // SE-0335
    .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
    .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
    .strictMemorySafety(),  // SE-0458
    .treatAllWarnings(as: .error),  // SE-0443
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(of name: String, using dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.target(name: name), "TestSupport"] + dependencies,
        resources: [.copy("Fixtures")],
        swiftSettings: strict)
}

func scripts(beside path: String) -> [String] {
    switch path {
    case "Benchmarks/AssignBench": ["prepare.py", "peers.py", "endtoend.py"]
    case "Benchmarks/CoverageBench": ["layers.py", "compare.py"]
    case "Benchmarks/OutfallBench": ["bench.py"]
    case "Benchmarks/ZonesBench": ["peers.py"]
    case "CoverageTrials": ["trials.py", "JTSVerdicts.java"]
    default: []
    }
}

func tool(_ name: String, at path: String, _ dependencies: [Target.Dependency]) -> Target {
    // Beside a benchmark's sources stand the scripts that prepare its data and run its peers.
    .executableTarget(
        name: name, dependencies: dependencies, path: "Tools/\(path)", exclude: scripts(beside: path),
        swiftSettings: strict)
}

let package = Package(
    name: "Bourn",
    products: [.executable(name: "bourn", targets: ["bourn"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"])]),
        .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),

        module("GeoModel"),
        module("GeoKernels", ["GeoModel"]),
        module("Coverage", ["GeoModel", "GeoKernels"]),
        module("Zoning", ["GeoModel", "GeoKernels", "Coverage"]),
        module("Census", ["GeoModel", "GeoKernels", "Coverage", "Zoning"]),

        module("GEOSBridge", ["GeoModel", "CGEOS"]),
        module("PROJBridge", ["GeoModel", "CPROJ"]),
        module("GeoPackageStore", ["Census", "Coverage", "GeoModel", grdb, sqlite]),
        module("Interchange", ["Census", "GeoModel", subprocess]),
        .target(
            name: "BournCLI",
            dependencies: [
                "GeoModel", "GeoKernels", "Coverage", "Zoning", "Census", "GEOSBridge", "PROJBridge",
                "GeoPackageStore", "Interchange", argumentParser,
            ],
            // In the program itself, so that the binary alone is enough.
            resources: [.embedInCode("Report/Page/report.css"), .embedInCode("Book/Page/book.css")],
            swiftSettings: strict),
        .executableTarget(name: "bourn", dependencies: ["BournCLI", argumentParser], swiftSettings: strict),

        .target(
            name: "TestSupport", dependencies: ["GeoModel", "GeoKernels"], path: "Tests/TestSupport",
            swiftSettings: strict),
        .target(
            name: "GEOSOracles", dependencies: ["GeoModel", "GeoKernels", "Coverage", "GEOSBridge"],
            path: "Tests/GEOSOracles",
            swiftSettings: strict),
        .target(
            name: "ZoningInstances", dependencies: ["GeoKernels", "Zoning"], path: "Tests/ZoningInstances",
            swiftSettings: strict),
        tests(of: "GeoModel", using: ["GeoKernels"]),
        tests(of: "GeoKernels", using: ["GeoModel", "GEOSBridge", "GEOSOracles"]),
        tests(of: "Coverage", using: ["GeoModel", "GeoKernels", "GEOSBridge", "GEOSOracles"]),
        tests(of: "Census", using: ["GeoModel", "GeoKernels", "Coverage", "Zoning"]),
        tests(of: "Zoning", using: ["GeoModel", "GeoKernels", "Coverage", "ZoningInstances"]),
        tests(of: "GEOSBridge", using: ["GeoModel", "GeoKernels", "GEOSOracles"]),
        tests(of: "PROJBridge", using: ["GeoModel", "GeoKernels"]),
        tests(of: "GeoPackageStore", using: ["Census", "GeoKernels", "GeoModel", grdb]),
        tests(of: "Interchange", using: ["Census", "GeoModel"]),
        tests(of: "BournCLI", using: ["Census", "GeoModel", "GeoPackageStore", "Interchange", subprocess]),

        tool("make-geodata", at: "GeoDataGenerator", ["GeoModel", "GeoKernels"]),
        tool(
            "coverage-trials", at: "CoverageTrials",
            ["GeoModel", "GeoKernels", "Coverage", "GEOSBridge", "GEOSOracles", "TestSupport"]),
        tool("bench-assign", at: "Benchmarks/AssignBench", ["GeoModel", "GeoKernels"]),
        tool("bench-coverage", at: "Benchmarks/CoverageBench", ["GeoModel", "GeoKernels", "Coverage"]),
        tool(
            "bench-directory", at: "Benchmarks/DirectoryBench",
            ["GeoModel", "GeoKernels", "Census", "GeoPackageStore"]),
        tool(
            "bench-zones", at: "Benchmarks/ZonesBench",
            ["GeoModel", "GeoKernels", "Coverage", "Zoning", "ZoningInstances"]),
        tool(
            "bench-outfalls", at: "Benchmarks/OutfallBench",
            ["GeoModel", "GeoKernels", "Census", "GeoPackageStore"]),
    ],
    swiftLanguageModes: [.v6]
)
