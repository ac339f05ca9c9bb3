internal import Census
internal import GeoModel
internal import GeoPackageStore

/// What the report tells of files of evidence.
struct EvidenceReport {
    /// How many files there are of each kind.
    let files: [EvidenceKind: Int]
    /// How many photos have each verdict.
    let verdicts: [PhotoVerdict: Int]
    /// The photos of the observations that the register shows, by the observation.
    let photos: [String: [JudgedPhoto]]
    /// Photos that somebody must look at first, as many as are shown.
    let heldBack: [JudgedPhoto]
    /// Seconds added to each team's camera.
    let clocks: [String: Double]
    /// Photos with a place and a direction, as many as the map shows.
    let views: [JudgedPhoto]
    /// The first photos as small pictures, those held back before the others.
    let gallery: PhotoGallery

    /// Judges the photos as everything stands now, and keeps nothing of it: a page only reads.
    ///
    /// - Parameters:
    ///   - workspace: The workspace.
    ///   - observations: The observations that the register shows.
    ///   - most: The most photos held back that are listed.
    ///   - output: Where the page will stand; `nil` beside the workspace.
    /// - Throws: `StoreError`, `InterchangeError.programMissing`.
    init(_ workspace: Workspace, observations: [String], most: Int, output: String?) async throws {
        files = try workspace.evidenceCounts()
        let desk = files.isEmpty ? nil : try PhotoDesk(workspace).judged()
        let judged = (desk?.photos ?? []).map { JudgedPhoto($0.review) }
        verdicts = judged.reduce(into: [:]) { $0[$1.verdict, default: 0] += 1 }
        let shown = Set(observations)
        photos = Dictionary(grouping: judged.filter { shown.contains($0.observation ?? "") }) {
            $0.observation ?? ""
        }
        let order = [PhotoVerdict.worthless, .doubtful, .usableWithCare]
        heldBack = Array(
            order.flatMap { verdict in
                judged.filter { $0.verdict == verdict }.sorted { $0.fileName < $1.fileName }
            }.prefix(most))
        views = Array(judged.filter { $0.view != nil }.prefix(1000))
        let sound = judged.filter { $0.verdict == .sound }.sorted { $0.fileName < $1.fileName }
        gallery = try await PhotoGallery(heldBack + sound, of: workspace, output: output)
        clocks = (desk?.offsets ?? [:]).compactMapValues { offset in
            if case .solved(let seconds, _, _, _) = offset { seconds } else { nil }
        }
    }

    /// An observation's photos, each with its verdict.
    func links(of observations: [String]) -> [String] {
        observations.flatMap { photos[$0] ?? [] }.map { photo in
            let verdict = photo.verdict.text.html
            let judged =
                photo.verdict == .sound
                ? verdict : "<a href=\"#p-\(escaped(photo.fileName))\">\(verdict)</a>"
            return "\(gallery.link(to: photo)) \(judged)"
        }
    }

    /// Which way each photo looked; what somebody must look at first has a red edge.
    func drawViews(on map: inout MapDrawing) {
        for photo in views {
            guard let view = photo.view else { continue }
            let isHeld = photo.verdict == .doubtful || photo.verdict == .worthless
            let words = [photo.fileName, photo.observation ?? "–", photo.verdict.text[.invoked]]
            map.add(
                view: view, radius: 16, class: isHeld ? "view held" : "view",
                title: words.joined(separator: " · "), link: gallery.place(of: photo))
        }
    }

    /// Counts, clocks, and what is held back with its reasons; `nil` without evidence.
    var section: String? {
        files.isEmpty ? nil : countTable + gallery.html + heldBackTable
    }

    private var countTable: String {
        var table = HTMLTable([
            (LocalizedText(zh: "证据", en: "evidence"), .text), (LocalizedText(zh: "个数", en: "files"), .number),
        ])
        for kind in EvidenceKind.allCases where kind != .photo {
            if let count = files[kind] { table.add(html: [kind.text.html, "\(count)"]) }
        }
        for verdict in PhotoVerdict.allCases {
            guard let count = verdicts[verdict] else { continue }
            let words = LocalizedText(
                zh: "照片：\(verdict.text[.chinese])", en: "photos: \(verdict.text[.english])")
            table.add(html: [words.html, "\(count)"])
        }
        let clocks = clocks.sorted { $0.key < $1.key }.map { ($0.key, $0.value.rounded(to: 1)) }
        let told = LocalizedText(
            zh: clocks.map { "\($0) 的相机时钟按轨迹加 \($1) 秒" }.joined(separator: "；"),
            en: clocks.map { "by its track, \($1) s were added to the camera of \($0)" }.joined(
                separator: "; "))
        return table.html(caption: clocks.isEmpty ? nil : told)
    }

    private var heldBackTable: String {
        guard !heldBack.isEmpty else { return "" }
        var table = HTMLTable([
            (LocalizedText(zh: "照片", en: "photo"), .code),
            (LocalizedText(zh: "观测", en: "observation"), .code),
            (LocalizedText(zh: "案件", en: "case"), .code), (LocalizedText(zh: "结论", en: "verdict"), .text),
            (LocalizedText(zh: "理由", en: "reasons"), .text),
        ])
        for photo in heldBack {
            let name = escaped(photo.fileName)
            table.add(html: [
                "<a id=\"p-\(name)\"></a>\(gallery.link(to: photo))", escaped(photo.observation ?? "–"),
                escaped(photo.caseID ?? "–"), photo.verdict.text.html, reasons(photo.findings),
            ])
        }
        let all = verdicts.reduce(0) { $0 + ($1.key == .sound ? 0 : $1.value) }
        let left = all - heldBack.count
        let more = LocalizedText(
            zh: "须先查看的照片共 \(all) 张" + (left > 0 ? "；另有 \(left) 张未列出" : "")
                + "。逐张结论：bourn evidence review；尚未到的文件：bourn evidence check",
            en: "\(all) photos must be looked at first" + (left > 0 ? "; \(left) more are not listed" : "")
                + ". Of each photo: bourn evidence review; files not arrived: bourn evidence check")
        return table.html(caption: more)
    }

    /// The findings of one language stand one a line, those of both in the same order.
    private func reasons(_ findings: LocalizedText) -> String {
        let lines = [Language.chinese, .english].map {
            findings[$0].split(separator: "\n").map(String.init)
        }
        guard lines[0].count == lines[1].count else { return findings.html }
        return zip(lines[0], lines[1]).map { LocalizedText(zh: $0, en: $1).html }.joined(separator: "<br>")
    }
}

extension EvidenceKind {
    /// The kind in both languages.
    var text: LocalizedText {
        switch self {
        case .photo: LocalizedText(zh: "照片", en: "photos")
        case .track: LocalizedText(zh: "轨迹", en: "tracks")
        case .flight: LocalizedText(zh: "飞行记录", en: "flight records")
        case .document: LocalizedText(zh: "文件", en: "documents")
        }
    }
}
