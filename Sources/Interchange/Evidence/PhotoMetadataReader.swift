public import Census
internal import Foundation
internal import GeoModel

/// What `exiftool` says of a file.
public enum PhotoReading: Sendable {
    /// A picture with its metadata, and its size in pixels where that is known.
    case photo(PhotoMetadata, width: Int?, height: Int?)
    /// No picture, or one that cannot be read, with the reason.
    case refused(LocalizedText)
}

/// Reads the metadata of photos with the `exiftool` program, many files in one child process.
///
/// When a file makes the program die or exceed its limits, the batch is halved until that file is alone, so it costs
/// the others nothing but time.
public struct PhotoMetadataReader: Sendable {
    private static let tags = [
        "-FileType", "-ImageWidth", "-ImageHeight", "-GPS:all", "-DateTimeOriginal",
        "-OffsetTimeOriginal",
        "-GPSDateTime", "-Make", "-Model", "-FocalLengthIn35mmFormat", "-AbsoluteAltitude",
        "-RelativeAltitude",
        "-GimbalYawDegree", "-GimbalPitchDegree", "-Error", "-Warning",
    ]
    private static let pictures: Set<String> = ["JPEG", "HEIC", "HEIF", "PNG", "TIFF", "DNG"]
    private let program: BoundedProgram

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - processorSeconds: What a batch may take.
    ///   - memory: Bytes of address space that a batch may take.
    public init(processorSeconds: Int = 120, memory: Int = 1 << 30) {
        program = BoundedProgram(
            name: "exiftool", processorSeconds: processorSeconds, memory: memory, outputLimit: 64 << 20)
    }

    /// Reads files.
    ///
    /// - Parameter paths: Absolute paths with the digests of the files.
    /// - Returns: A reading for each path, in the same order.
    /// - Throws: `InterchangeError.programMissing`.
    public func read(_ paths: [(path: String, digest: String)]) async throws -> [PhotoReading] {
        // A line end in a name would split it into two for the program.
        if paths.contains(where: { $0.path.contains(where: \.isNewline) }) {
            var readings: [PhotoReading] = []
            for path in paths {
                if path.path.contains(where: \.isNewline) {
                    readings.append(.refused(LocalizedText(zh: "文件名含换行", en: "its name contains a line end")))
                } else {
                    readings += try await read([path])
                }
            }
            return readings
        }
        let result = try await program.run(
            ["-json", "-n", "-G1", "-charset", "filename=utf8"] + Self.tags + ["-@", "-"],
            input: paths.map(\.path).joined(separator: "\n"), about: paths.first?.path ?? "")
        let found = Self.objects(in: result.output)
        if result.exitCode == nil || found == nil {
            guard paths.count > 1 else { return [.refused(Self.died(result))] }
            let middle = paths.count / 2
            return try await read(Array(paths[..<middle])) + read(Array(paths[middle...]))
        }
        return paths.map { path in
            guard let members = found?[path.path] else {
                return .refused(LocalizedText(zh: "exiftool 读不了", en: "exiftool cannot read it"))
            }
            return Self.reading(members, path)
        }
    }

    private static func died(_ result: BoundedProgram.Result) -> LocalizedText {
        LocalizedText(
            zh: "exiftool 处理它时中止（\(result.ending)）", en: "exiftool died on it (\(result.ending))")
    }

    /// The objects of the output by their files; `nil` when it is no sound JSON.
    private static func objects(in output: String) -> [String: [String: JSONValue]]? {
        guard !output.isEmpty else { return [:] }
        // The caller tells of a program without an answer.
        guard case .array(let files)? = try? JSONValue(json: Array(output.utf8)) else { return nil }
        var found: [String: [String: JSONValue]] = [:]
        for case .object(let members) in files {
            var tags: [String: JSONValue] = [:]
            for member in members {
                let name = member.name.split(separator: ":").last.map(String.init) ?? member.name
                if tags[name] == nil { tags[name] = member.value }
            }
            if case .string(let path)? = tags["SourceFile"] { found[path] = tags }
        }
        return found
    }

    private static func reading(
        _ tags: [String: JSONValue], _ file: (path: String, digest: String)
    ) -> PhotoReading {
        let type = tags["FileType"]?.words ?? ""
        guard !type.isEmpty else {
            let word = tags["Error"]?.words ?? "?"
            return .refused(LocalizedText(zh: "不是可识别的文件：\(word)", en: "it is no file that is known: \(word)"))
        }
        guard pictures.contains(type) else {
            return .refused(
                LocalizedText(zh: "内容是 \(type)，不是图片", en: "its content is \(type), not a picture"))
        }
        let width = tags["ImageWidth"]?.value.map { Int($0) }
        let height = tags["ImageHeight"]?.value.map { Int($0) }
        if let complaint = tags["Error"]?.words ?? (width == nil ? tags["Warning"]?.words : nil) {
            return .refused(
                LocalizedText(zh: "图片损坏：\(complaint)", en: "the picture is damaged: \(complaint)"))
        }
        let name = URL(fileURLWithPath: file.path).lastPathComponent
        return .photo(
            PhotoMetadata(tags, fileName: name, digest: file.digest), width: width, height: height)
    }
}

extension PhotoMetadata {
    fileprivate init(_ tags: [String: JSONValue], fileName: String, digest: String) {
        self.init(fileName: fileName, digest: digest)
        latitude = tags["GPSLatitude"]?.value
        latitudeReference = tags["GPSLatitudeRef"]?.words
        longitude = tags["GPSLongitude"]?.value
        longitudeReference = tags["GPSLongitudeRef"]?.words
        altitude = tags["GPSAltitude"]?.value
        altitudeReference = tags["GPSAltitudeRef"]?.value.map { Int($0) }
        imageDirection = tags["GPSImgDirection"]?.value
        imageDirectionReference = tags["GPSImgDirectionRef"]?.words
        horizontalError = tags["GPSHPositioningError"]?.value
        takenAt = tags["DateTimeOriginal"]?.words
        takenAtOffset = tags["OffsetTimeOriginal"]?.words
        gpsTime = Self.satelliteTime(tags)
        camera = [tags["Make"]?.words, tags["Model"]?.words].compactMap(\.self).joined(separator: " ")
        focalLength35mm = tags["FocalLengthIn35mmFormat"]?.value
        djiAbsoluteAltitude = tags["AbsoluteAltitude"]?.value
        djiRelativeAltitude = tags["RelativeAltitude"]?.value
        gimbalYaw = tags["GimbalYawDegree"]?.value
        gimbalPitch = tags["GimbalPitchDegree"]?.value
    }

    private static func satelliteTime(_ tags: [String: JSONValue]) -> String? {
        if let whole = tags["GPSDateTime"]?.words { return whole }
        guard let day = tags["GPSDateStamp"]?.words, let time = tags["GPSTimeStamp"]?.words else {
            return nil
        }
        return "\(day) \(time)"
    }
}

extension JSONValue {
    /// The value as text; `nil` for anything that is neither text nor number.
    fileprivate var words: String? {
        switch self {
        case .string(let text): text
        case .number(let number): number.text
        default: nil
        }
    }

    /// The value as a finite number that fits into an `Int`; DJI writes numbers as text with a plus sign.
    fileprivate var value: Double? {
        guard let words else { return nil }
        let plain = words.hasPrefix("+") ? String(words.dropFirst()) : words
        return Double(plain).flatMap { $0.isFinite && $0.magnitude < 1e15 ? $0 : nil }
    }
}
