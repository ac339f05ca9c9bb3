internal import Census
internal import Foundation
internal import GeoPackageStore
internal import Interchange

/// Photos on a page: the first as small pictures inside it, every one as a link to its file of evidence.
///
/// The page needs nothing else to be read; the links lead to the files for as long as it stays beside the workspace.
struct PhotoGallery {
    /// The most pictures that a page holds; a page must stay small.
    static let most = 24

    private let folder: String
    private let photos: [JudgedPhoto]
    private let total: Int
    /// Small JPEGs in base 64, by digest.
    private let pictures: [String: String]

    /// Makes the pictures of the first photos; one whose file is gone, altered or cannot be decoded is a link only.
    ///
    /// - Throws: `InterchangeError.programMissing`, and the interruption.
    init(_ photos: [JudgedPhoto], of workspace: Workspace, output: String?) async throws {
        folder = Self.link(to: workspace.evidence.path, from: output ?? workspace.path)
        self.photos = Array(photos.prefix(Self.most))
        total = photos.count
        pictures = try await Self.pictures(of: Set(self.photos.map(\.digest)), in: workspace.evidence)
    }

    private static func pictures(
        of digests: Set<String>, in evidence: EvidenceFolder
    ) async throws -> [String: String] {
        var waiting = digests.sorted()[...]
        return try await withThrowingTaskGroup(of: (String, [UInt8]?).self) { group in
            func start() {
                guard let digest = waiting.popFirst() else { return }
                group.addTask { (digest, try await Self.picture(digest, in: evidence)) }
            }
            for _ in 0..<ProcessInfo.processInfo.activeProcessorCount { start() }
            var found: [String: String] = [:]
            while let (digest, bytes) = try await group.next() {
                try Interruption.check()
                if let bytes { found[digest] = Data(bytes).base64EncodedString() }
                start()
            }
            return found
        }
    }

    private static func picture(_ digest: String, in evidence: EvidenceFolder) async throws -> [UInt8]? {
        // What is wrong with a file is told by `evidence check`.
        do { try evidence.verify(digest) } catch { return nil }
        return try await PhotoPixels().thumbnail(of: evidence.location(of: digest))
    }

    /// A path as a link of a page: relative, with every part safe in a URL.
    static func link(to path: String, from page: String) -> String {
        let target = URL(fileURLWithPath: path).standardizedFileURL.pathComponents
        let start = URL(fileURLWithPath: page).standardizedFileURL.deletingLastPathComponent().pathComponents
        let shared = zip(target, start).prefix { $0 == $1 }.count
        let up = Array(repeating: "..", count: start.count - shared)
        // A colon in the first part would make a scheme of it.
        let parts = (up.isEmpty ? ["."] : up) + target[shared...]
        let safe = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: ";?#"))
        return parts.map { $0.addingPercentEncoding(withAllowedCharacters: safe) ?? $0 }.joined(separator: "/")
    }

    /// Where a photo's file is, as a link.
    func place(of photo: JudgedPhoto) -> String {
        "\(folder)/\(photo.digest.prefix(2))/\(photo.digest)"
    }

    /// A photo's name as a link to its file.
    func link(to photo: JudgedPhoto) -> String {
        "<a href=\"\(escaped(place(of: photo)))\">\(escaped(photo.fileName))</a>"
    }

    /// The pictures with their names, observations and verdicts; empty without photos.
    var html: String {
        guard !photos.isEmpty else { return "" }
        let figures = photos.map { photo in
            let picture = pictures[photo.digest].map { data in
                "<a href=\"\(escaped(place(of: photo)))\"><img alt=\"\(escaped(photo.fileName))\" "
                    + "src=\"data:image/jpeg;base64,\(data)\"></a>"
            }
            return "<figure>\(picture ?? "")<figcaption>\(link(to: photo)) · \(escaped(photo.observation ?? "–")) · "
                + "\(photo.verdict.text.html)</figcaption></figure>"
        }
        let left = total - photos.count
        let more = LocalizedText(
            zh: "点击照片打开证据文件（须与工作区同在）。" + (left > 0 ? "另有 \(left) 张未显示。" : ""),
            en: "A click opens the file of evidence, where the page lies with its workspace."
                + (left > 0 ? " \(left) more are not shown." : ""))
        return "<div class=\"gallery\">\(figures.joined(separator: "\n"))</div><p class=\"muted\">\(more.html)</p>"
    }
}
