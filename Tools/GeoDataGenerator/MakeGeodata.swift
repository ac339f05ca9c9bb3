internal import Foundation

/// Makes the fictional county of the GeoData folder: `make-geodata --seed 20180315 --output GeoData`.
@main
struct MakeGeodata {
    static func main() throws {
        let options: Options
        do throws(OptionsError) {
            options = try Options(CommandLine.arguments.dropFirst())
        } catch {
            FileHandle.standardError.write(Data("make-geodata: \(error.sentence)\n".utf8))
            exit(64)
        }
        try make(options)
    }

    private static func make(_ options: Options) throws {
        let streams = Streams(seed: options.seed)
        let folder = try Folder(path: options.output)
        let region = Region(streams: streams)
        let divisions = Divisions(region)
        try DivisionFiles(divisions).write(to: folder)
        try LandscapeFiles(region, divisions).write(to: folder)
        let directory = UnitDirectory(region, divisions, streams: streams)
        let projected = ProjectedUnits(region, divisions, streams: streams)
        try UnitFiles(directory, projected, divisions).write(to: folder)
        let blocks = BlockFiles(region, divisions, counts: directory.counts)
        try blocks.write(to: folder)
        try OutfallFiles(region, divisions, streams: streams).write(to: folder)
        try DamageFiles(blocks.features, streams: streams).write(to: folder)
    }
}

/// What the command line asks for.
struct Options {
    var seed: UInt64 = 20_180_315
    var output = "GeoData"

    init(_ arguments: some Sequence<String>) throws(OptionsError) {
        var rest = arguments.makeIterator()
        while let name = rest.next() {
            guard let value = rest.next() else { throw .valueMissing(option: name) }
            switch name {
            case "--output": output = value
            case "--seed":
                guard let number = UInt64(value) else { throw .notANumber(option: name, value: value) }
                seed = number
            default: throw .unknown(option: name)
            }
        }
    }
}

/// Why the command line was refused.
enum OptionsError: Error {
    case unknown(option: String)
    case valueMissing(option: String)
    case notANumber(option: String, value: String)

    /// What is wrong and what to write instead.
    var sentence: String {
        switch self {
        case .unknown(let option): "there is no option \(option); use --seed NUMBER and --output FOLDER"
        case .valueMissing(let option): "\(option) needs a value after it"
        case .notANumber(let option, let value): "\(option) needs a whole number, not \(value)"
        }
    }
}
