internal import ArgumentParser
internal import Census
internal import GeoModel
internal import GeoPackageStore

/// `bourn evidence`: photos, tracks, flight records and documents.
struct EvidenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: text(
            zh: "证据：照片、轨迹、飞行记录、文件；按 SHA-256 存放并核验。",
            en: "Evidence: photos, tracks, flight records, documents, kept by SHA-256."),
        subcommands: [
            EvidenceImportCommand.self, EvidenceReviewCommand.self, EvidenceCheckCommand.self,
        ])
}

/// `bourn evidence import WORKSPACE DIR`: keeps every file of a folder and judges its photos.
struct EvidenceImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: text(
            zh: "导入一个文件夹的照片、轨迹和文件；可续传，重复导入不变。",
            en: "Import a folder of photos, tracks and files; resumable, and twice changes nothing."),
        discussion: text(
            zh: "文件按 SHA-256 存入工作区旁的 .evidence 文件夹。相机时钟差由轨迹求出。拒收的文件列出原因，原文件不动。",
            en:
                "Files go by SHA-256 into the .evidence folder beside the workspace. Clock offsets are solved from tracks. Refused files are listed with the reason; originals stay untouched."
        ))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "文件夹", en: "The folder."))
    var folder: String

    @Option(name: .person, help: help(zh: "导入人", en: "Who imports."))
    var by: String

    @Option(
        help: help(
            zh: "这些轨迹属于哪个组（默认取自轨迹名）", en: "Whose the tracks are (default: by the name of the track)."))
    var team: String?

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            try office.tellChangesElsewhere(on: console)
            var work = try EvidenceImport(
                office, folder: folder, team: team, signature: .now(by: by), console: console)
            try await work.run()
            let photos = try PhotoDesk(office).review()
            let summary = EvidenceSummary(
                work: work, photos: photos, missing: try office.missingEvidence())
            try console.deliver(result.format == .json ? summary.json : summary.table, to: result.output)
            return work.refused.isEmpty && work.passedOver.isEmpty ? .fine : .faulty
        }
    }
}

/// `bourn evidence review WORKSPACE`: a verdict for each photo.
struct EvidenceReviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: text(
            zh: "逐张照片给出结论和理由；GeoJSON 含视域。",
            en: "A plain verdict for each photo with its reasons; GeoJSON has the views."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @OptionGroup var result: ListOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([result.output], inputs: [workspace])
            let office = try Workspace.open(at: workspace)
            let desk = try PhotoDesk(office).review()
            try console.deliver(shown(desk), to: result.output)
            return desk.photos.allSatisfy { PhotoVerdict($0.review.findings) == .sound } ? .fine : .faulty
        }
    }

    private func shown(_ desk: PhotoDesk.Result) -> String {
        switch result.format {
        case .text: return (desk.photos.map(\.line) + desk.offsetLines).joined(separator: "\n")
        case .json: return desk.json.text
        case .geojson:
            return desk.photos.compactMap { photo in
                photo.review.view.map {
                    GeoJSONFeature(geometry: .polygon($0.polygon()), properties: photo.members)
                }
            }.collection
        }
    }
}

/// `bourn evidence check WORKSPACE`: whether every file is there and unchanged.
struct EvidenceCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: text(
            zh: "核验每个证据文件是否还在、是否被改动。", en: "Whether every file of evidence is there and unchanged."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let digests = try office.evidenceNames().keys.sorted()
            let progress = Progress(text(zh: "核验", en: "checking"), total: digests.count, on: console)
            var faults: [String] = []
            for (index, digest) in digests.enumerated() {
                try Interruption.check()
                progress.advance(to: index)
                do {
                    try office.evidence.verify(digest)
                } catch let error as EvidenceError {
                    faults.append(error.text[.invoked])
                }
            }
            progress.finish()
            let missing = try office.missingEvidence().map {
                text(
                    zh: "\($0.observation) 所列 \($0.file) 尚未导入",
                    en: "\($0.file), named by \($0.observation), has not arrived")
            }
            let total = text(
                zh: "\(digests.count) 个文件，\(faults.count) 个有问题，\(missing.count) 个未到",
                en: "\(digests.count) files, \(faults.count) at fault, \(missing.count) not arrived")
            try console.deliver((faults + missing + [total]).joined(separator: "\n"), to: nil)
            return faults.isEmpty ? .fine : .faulty
        }
    }
}

extension EvidenceError: OutfallComplaint {
    var text: LocalizedText {
        switch self {
        case .missing(let digest):
            LocalizedText(
                zh: "证据 \(digest) 不在 .evidence 文件夹中；请从备份恢复",
                en: "the evidence \(digest) is gone; restore it from a backup")
        case .altered(let digest, let now, let path):
            LocalizedText(
                zh: "\(path) 已被改动：应为 \(digest)，现为 \(now)",
                en: "\(path) was altered: it should be \(digest) and is \(now)")
        case .unreadable(let path): LocalizedText(zh: "读不了 \(path)", en: "cannot read \(path)")
        }
    }
}
