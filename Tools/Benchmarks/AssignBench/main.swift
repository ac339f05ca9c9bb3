import GeoKernels
import GeoModel
import Glibc

/// Times the zone locator on the binaries that `prepare.py` writes and prints one JSON line for each run.
///
///     AssignBench FOLDER counties|mesh [serial] [distance] [--answers FILE]

func readValues<Value: BitwiseCopyable>(
    _ count: Int, as type: Value.Type, from file: UnsafeMutablePointer<FILE>
) -> [Value] {
    unsafe [Value](unsafeUninitializedCapacity: count) { buffer, filled in
        filled = unsafe fread(buffer.baseAddress, MemoryLayout<Value>.stride, count, file)
    }
}

func opened(_ path: String, _ mode: String) -> UnsafeMutablePointer<FILE> {
    guard let file = unsafe fopen(path, mode) else {
        print("cannot open \(path): run prepare.py first")
        exit(66)
    }
    return unsafe file
}

func readTable(_ path: String) -> PolygonTable {
    let file = unsafe opened(path, "rb")
    defer { unsafe fclose(file) }
    let counts = unsafe readValues(4, as: Int.self, from: file)
    let positions = unsafe readValues(counts[0], as: Position.self, from: file)
    let rings = unsafe readValues(counts[1], as: Int32.self, from: file).map { Int($0) }
    let polygons = unsafe readValues(counts[2], as: Int32.self, from: file).map { Int($0) }
    let features = unsafe readValues(counts[3], as: Int32.self, from: file).map { Int($0) }
    var builder = PolygonTable.Builder()
    builder.reserve(features: counts[3], vertices: counts[0])
    for feature in 0..<features.count - 1 {
        for polygon in features[feature]..<features[feature + 1] {
            for ring in polygons[polygon]..<polygons[polygon + 1] {
                builder.append(contentsOf: positions[rings[ring]..<rings[ring + 1]])
                builder.endRing()
            }
            builder.endPolygon()
        }
        builder.endFeature()
    }
    return builder.finish()
}

func readPoints(_ path: String) -> [Position] {
    let file = unsafe opened(path, "rb")
    defer { unsafe fclose(file) }
    unsafe fseek(file, 0, SEEK_END)
    let count = unsafe ftell(file) / MemoryLayout<Position>.stride
    unsafe rewind(file)
    return unsafe readValues(count, as: Position.self, from: file)
}

func write(_ values: [Int32], to path: String) {
    let file = unsafe opened(path, "wb")
    defer { unsafe fclose(file) }
    unsafe values.withUnsafeBytes { _ = unsafe fwrite($0.baseAddress, 1, $0.count, file) }
}

let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
    print("usage: AssignBench FOLDER counties|mesh [serial] [distance] [--answers FILE]")
    exit(64)
}
let base = arguments[1] + "/" + arguments[2]
let isParallel = !arguments.contains("serial")
let table = readTable(base + ".zones")
let points = readPoints(base + ".points")
let clock = ContinuousClock()
func seconds(_ body: () -> Void) -> Double { clock.measure(body) / .seconds(1) }

/// Processor seconds of all threads: steadier than the clock on a busy machine.
func processorSeconds() -> Double { Double(Glibc.clock()) / Double(CLOCKS_PER_SEC) }

for _ in 0..<7 {
    let start = processorSeconds()
    var locator = ZoneLocator(PolygonTable([]), isParallel: isParallel)
    let index = seconds { locator = ZoneLocator(table, isParallel: isParallel) }
    let indexed = processorSeconds()
    var answers = locator.locate([])
    let locate = seconds { answers = locator.locate(points, isParallel: isParallel) }
    let located = processorSeconds()
    print(
        """
        {"index": \(index), "locate": \(locate), "total": \(index + locate), \
        "index_cpu": \(indexed - start), "locate_cpu": \(located - indexed), \
        "inside": \(answers.count(of: .inside)), "border": \(answers.count(of: .border)), \
        "overlap": \(answers.count(of: .overlap)), "outside": \(answers.count(of: .outside)), \
        "index_mb": \(Double(locator.indexBytes) / 1e6)}
        """)
    if arguments.contains("distance") {
        var distances: [Metres] = []
        let measuring = seconds { distances = locator.borderDistances(from: points, measure: .geographic()) }
        let mean = distances.reduce(0) { $0 + $1.value } / Double(distances.count)
        print(
            """
            {"distance": \(measuring), "distance_cpu": \(processorSeconds() - located), "mean_m": \(mean)}
            """)
    }
    if let flag = arguments.firstIndex(of: "--answers") { write(answers.zones, to: arguments[flag + 1]) }
}
