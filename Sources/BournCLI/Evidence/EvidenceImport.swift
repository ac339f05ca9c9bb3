internal import Census
internal import Foundation
internal import GeoPackageStore
internal import Interchange

/// Takes in the files of a folder, some dozens at a time, so that a stopped import goes on where it was.
struct EvidenceImport {
    /// Files found.
    private(set) var read = 0
    /// Files kept now, for each kind.
    private(set) var kept: [EvidenceKind: Int] = [:]
    /// Files whose bytes were there before.
    private(set) var known = 0
    /// Kept files that were gone or altered and are whole again.
    private(set) var healed = 0
    /// What was not looked at, with the reason: links, and folders that cannot be read.
    private(set) var passedOver: [(path: String, reason: LocalizedText)] = []
    /// Tracks with points that have no usable time or place, and how many.
    private(set) var withoutTime: [(file: String, points: Int)] = []
    /// Files refused, with the reason.
    private(set) var refused: [(file: String, reason: LocalizedText)] = []
    /// Photos whose picture has no fingerprint, with the reason.
    private(set) var withoutFingerprint: [(file: String, reason: String)] = []

    private let office: Workspace
    private let files: [String]
    private let team: String?
    private let signature: Signature
    private let observers: Set<String>
    private let progress: Progress
    private var names: [String: Set<String>]
    /// What the workspace had before this import.
    private let stored: Set<String>

    private static let batch = 64

    /// Lists the folder.
    ///
    /// - Throws: `InterchangeError.missing` when there is no such folder.
    init(
        _ office: Workspace, folder: String, team: String?, signature: Signature, console: Console
    ) throws {
        self.office = office
        self.team = team
        self.signature = signature
        (files, passedOver) = try Self.list(folder)
        observers = try office.observers()
        names = try office.evidenceNames()
        stored = Set(names.keys)
        progress = Progress(text(zh: "导入证据", en: "importing evidence"), total: files.count, on: console)
    }

    /// The files of a folder and its subfolders in order, and what was passed over; hidden files are nobody's evidence.
    private static func list(
        _ folder: String
    ) throws -> ([String], [(path: String, reason: LocalizedText)]) {
        let root = URL(fileURLWithPath: folder).standardizedFileURL
        guard FileManager.default.fileExists(atPath: root.path) else {
            throw InterchangeError.missing(path: folder)
        }
        var (files, passed) = ([String](), [(path: String, reason: LocalizedText)]())
        var waiting = [root.path]
        while let place = waiting.popLast() {
            let names: [String]
            do {
                names = try FileManager.default.contentsOfDirectory(atPath: place)
            } catch {
                passed.append((place, LocalizedText(zh: "文件夹无法读取", en: "the folder cannot be read")))
                continue
            }
            for name in names where !name.hasPrefix(".") {
                let path = place + "/" + name
                switch try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType {
                case .typeDirectory: waiting.append(path)
                case .typeRegular: files.append(path)
                default: passed.append((path, LocalizedText(zh: "链接或特殊文件", en: "a link or no regular file")))
                }
            }
        }
        return (files.sorted(), passed.sorted { $0.path < $1.path })
    }

    /// Takes in every file.
    mutating func run() async throws {
        defer { progress.finish() }
        for start in stride(from: 0, to: files.count, by: Self.batch) {
            do { try Interruption.check() } catch { throw InterruptedWork(done: keptSoFar) }
            try await take(Array(files[start..<min(start + Self.batch, files.count)]))
            progress.show(read)
        }
    }

    /// What an interruption leaves.
    private var keptSoFar: LocalizedText {
        let count = kept.values.reduce(0, +)
        return LocalizedText(
            zh: "已存入的 \(count) 个文件保留，再次运行会继续", en: "\(count) files are kept; run it again to go on")
    }

    private mutating func take(_ paths: [String]) async throws {
        var fresh: [(path: String, digest: String, bytes: Int)] = []
        var copies: [(path: String, digest: String, bytes: Int)] = []
        for path in paths {
            read += 1
            let found: (digest: String, bytes: Int)
            do {
                found = try EvidenceFolder.digest(of: path)
            } catch {
                refused.append((path, LocalizedText(zh: "文件无法读取", en: "the file cannot be read")))
                continue
            }
            let (digest, bytes) = (found.digest, found.bytes)
            guard bytes > 0 else {
                refused.append((path, LocalizedText(zh: "空文件", en: "the file is empty")))
                continue
            }
            let name = URL(fileURLWithPath: path).lastPathComponent
            if let others = names[digest] {
                known += 1
                // Of a copy within this batch the first is not kept yet.
                if stored.contains(digest), try office.evidence.heal(path, digest: digest) { healed += 1 }
                // The same file under another name is told of, as it may be evidence for another outfall.
                if !others.contains(name) { copies.append((path, digest, bytes)) }
            } else {
                fresh.append((path, digest, bytes))
            }
            names[digest, default: []].insert(name)
        }
        let photos = fresh.filter { Self.kind(of: $0.path) == .photo }
        var items = try await pictures(photos)
        for file in fresh where Self.kind(of: file.path) != .photo {
            if let item = try await other(file) { items.append(item) }
        }
        for item in items { kept[item.kind, default: 0] += 1 }
        // A copy of a file that was refused is refused with it.
        items += copies.filter { names[$0.digest] != nil }.map {
            EvidenceItem(
                path: $0.path, digest: $0.digest, bytes: $0.bytes, content: .other(Self.kind(of: $0.path)))
        }
        try office.keep(items, by: signature)
    }

    private mutating func pictures(
        _ files: [(path: String, digest: String, bytes: Int)]
    ) async throws -> [EvidenceItem] {
        guard !files.isEmpty else { return [] }
        let readings = try await PhotoMetadataReader().read(files.map { ($0.path, $0.digest) })
        let fingerprints = try await fingerprints(of: files, readings)
        var items: [EvidenceItem] = []
        for (index, (file, reading)) in zip(files, readings).enumerated() {
            switch reading {
            case .refused(let reason): refuse(file.path, file.digest, reason)
            case .photo(let metadata, _, _):
                switch fingerprints[index] {
                case .broken(let reason): refuse(file.path, file.digest, reason)
                case .absent(let complaint):
                    withoutFingerprint.append((file.path, complaint))
                    items.append(Self.item(file, metadata, nil))
                case .made(let hash): items.append(Self.item(file, metadata, hash))
                case nil: items.append(Self.item(file, metadata, nil))
                }
            }
        }
        return items
    }

    private static func item(
        _ file: (path: String, digest: String, bytes: Int), _ metadata: PhotoMetadata,
        _ hash: PerceptualHash?
    ) -> EvidenceItem {
        EvidenceItem(
            path: file.path, digest: file.digest, bytes: file.bytes, content: .photo(metadata, hash))
    }

    private enum Fingerprint: Sendable {
        case made(PerceptualHash?)
        /// Kept, but its picture cannot be decoded here.
        case absent(String)
        case broken(LocalizedText)
    }

    /// The fingerprints of the photos among files, by their place; as many at once as there are processors, for each is
    /// made by a program of its own.
    private func fingerprints(
        of files: [(path: String, digest: String, bytes: Int)], _ readings: [PhotoReading]
    ) async throws -> [Int: Fingerprint] {
        var waiting = readings.indices.compactMap { index -> (index: Int, width: Int?, height: Int?)? in
            guard case .photo(_, let width, let height) = readings[index] else { return nil }
            return (index, width, height)
        }[...]
        return try await withThrowingTaskGroup(of: (Int, Fingerprint).self) { group in
            func start() {
                guard let (index, width, height) = waiting.popFirst() else { return }
                let path = files[index].path
                group.addTask { (index, try await Self.fingerprint(path, width: width, height: height)) }
            }
            for _ in 0..<ProcessInfo.processInfo.activeProcessorCount { start() }
            var found: [Int: Fingerprint] = [:]
            while let (index, fingerprint) = try await group.next() {
                found[index] = fingerprint
                start()
            }
            return found
        }
    }

    /// A JPEG whose picture cannot be decoded is damaged; of other formats Debian's GDAL may lack the decoder.
    private static func fingerprint(
        _ path: String, width: Int?, height: Int?
    ) async throws -> Fingerprint {
        if let width, let height,
            width > PhotoPixels.mostPixels || height > PhotoPixels.mostPixels
                || width * height > PhotoPixels.mostPixels
        {
            return .broken(
                LocalizedText(
                    zh: "声称有 \(width)×\(height) 像素，不予解码",
                    en: "it claims \(width) × \(height) pixels and is not decoded"))
        }
        let found = try await PhotoPixels().fingerprint(of: path)
        guard let complaint = found.complaint else { return .made(found.hash) }
        let isJPEG = ["jpg", "jpeg"].contains(URL(fileURLWithPath: path).pathExtension.lowercased())
        guard isJPEG else { return .absent(complaint) }
        return .broken(
            LocalizedText(zh: "图像损坏：\(complaint)", en: "its picture is damaged: \(complaint)"))
    }

    private mutating func other(
        _ file: (path: String, digest: String, bytes: Int)
    ) async throws -> EvidenceItem? {
        let kind = Self.kind(of: file.path)
        guard kind == .track else {
            return EvidenceItem(
                path: file.path, digest: file.digest, bytes: file.bytes, content: .other(kind))
        }
        do {
            let track = try await TrackFile(path: file.path).read()
            if track.withoutTime > 0 { withoutTime.append((file.path, track.withoutTime)) }
            return EvidenceItem(
                path: file.path, digest: file.digest, bytes: file.bytes,
                content: .track(track.points, team: team ?? walker(of: track, file.path)))
        } catch let refusal as TrackRefusal {
            refuseTrack(file.path, file.digest, refusal.text)
            return nil
        } catch InterchangeError.unreadable(_, let reason) {
            refuseTrack(file.path, file.digest, LocalizedText(zh: reason, en: reason))
            return nil
        }
    }

    /// The observer whose name the track or its file begins with.
    private func walker(of track: TrackFile.Content, _ path: String) -> String? {
        let names = track.names + [URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent]
        for name in names {
            let first = name.split { $0 == " " || $0 == "_" || $0 == "-" }.first.map(String.init) ?? name
            if observers.contains(first) { return first }
        }
        return nil
    }

    private mutating func refuseTrack(_ path: String, _ digest: String, _ reason: LocalizedText) {
        refuse(
            path, digest,
            LocalizedText(
                zh: "轨迹读不了：\(reason[.chinese])", en: "the track cannot be read: \(reason[.english])"))
    }

    /// A refused file may be mended and come again.
    private mutating func refuse(_ path: String, _ digest: String, _ reason: LocalizedText) {
        names[digest] = nil
        refused.append((path, reason))
    }

    private static func kind(of path: String) -> EvidenceKind {
        switch URL(fileURLWithPath: path).pathExtension.lowercased() {
        case "jpg", "jpeg", "heic", "heif", "png", "tif", "tiff", "dng": .photo
        case "gpx", "kml": .track
        case "srt", "log", "dat", "mrk", "csv", "bin": .flight
        default: .document
        }
    }
}

extension EvidenceItem {
    /// What the file is.
    var kind: EvidenceKind {
        switch content {
        case .photo: .photo
        case .track: .track
        case .other(let kind): kind
        }
    }
}
