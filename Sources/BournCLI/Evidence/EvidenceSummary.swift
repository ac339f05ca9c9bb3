internal import Census
internal import GeoModel
internal import GeoPackageStore

/// What an import of evidence did.
struct EvidenceSummary {
    let work: EvidenceImport
    let photos: PhotoDesk.Result
    let missing: [(observation: String, file: String)]

    private var verdicts: [(PhotoVerdict, Int)] {
        PhotoVerdict.allCases.map { verdict in
            (verdict, photos.photos.count { PhotoVerdict($0.review.findings) == verdict })
        }
    }

    /// The summary for people.
    var table: String {
        var lines = [
            text(zh: "读取", en: "read") + "  \(work.read)",
            text(zh: "新存入", en: "kept") + "  \(work.kept.values.reduce(0, +))  "
                + work.kept.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                    "\($0.key.rawValue) \($0.value)"
                }
                .joined(separator: ", "),
            text(zh: "已有", en: "there before") + "  \(work.known)"
                + (work.healed > 0 ? text(zh: "（修复 \(work.healed)）", en: " (healed \(work.healed))") : ""),
            text(zh: "拒收", en: "refused") + "  \(work.refused.count)",
        ]
        let colon = text(zh: "：", en: ": ")
        lines += work.refused.prefix(20).map { "  \($0.file)\(colon)\($0.reason[.invoked])" }
        if work.refused.count > 20 { lines.append("  …") }
        if !work.withoutFingerprint.isEmpty {
            lines.append(
                text(zh: "存入但无法解码，不比对画面", en: "kept, but not decoded, so its picture is not compared")
                    + "  \(work.withoutFingerprint.count)")
            lines += work.withoutFingerprint.prefix(5).map { "  \($0.file)\(colon)\($0.reason)" }
            if work.withoutFingerprint.count > 5 { lines.append("  …") }
        }
        if !work.passedOver.isEmpty {
            lines.append(text(zh: "未查看", en: "not looked at") + "  \(work.passedOver.count)")
            lines += work.passedOver.prefix(20).map { "  \($0.path)\(colon)\($0.reason[.invoked])" }
            if work.passedOver.count > 20 { lines.append("  …") }
        }
        lines += work.withoutTime.map {
            text(
                zh: "轨迹 \($0.file) 有 \($0.points) 个点没有可用的时间或位置，未采用",
                en:
                    "\($0.points) points of the track \($0.file) have no usable time or place and are left out"
            )
        }
        lines.append(text(zh: "照片结论（全部）", en: "verdicts of all photos"))
        lines += verdicts.map { "  \($0.0.text[.invoked])  \($0.1)" }
        lines += photos.offsetLines
        lines.append(
            text(zh: "观测所列而未到的文件", en: "files named by observations and not arrived")
                + "  \(missing.count)")
        return lines.joined(separator: "\n")
    }

    /// The summary for programs.
    var json: String {
        func count(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }
        return JSONValue.object([
            JSONMember("read", count(work.read)),
            JSONMember(
                "kept",
                .object(
                    work.kept.sorted { $0.key.rawValue < $1.key.rawValue }
                        .map { JSONMember($0.key.rawValue, count($0.value)) })),
            JSONMember("known", count(work.known)), JSONMember("healed", count(work.healed)),
            JSONMember(
                "passed_over",
                .array(
                    work.passedOver.map {
                        .object([
                            JSONMember("path", .string($0.path)),
                            JSONMember("reason", .string($0.reason[.invoked])),
                        ])
                    })),
            JSONMember(
                "track_points_left_out", count(work.withoutTime.reduce(0) { $0 + $1.points })),
            JSONMember("without_fingerprint", count(work.withoutFingerprint.count)),
            JSONMember("refused", count(work.refused.count)),
            JSONMember(
                "refusals",
                .array(
                    work.refused.map {
                        .object([
                            JSONMember("file", .string($0.file)),
                            JSONMember("reason", .string($0.reason[.invoked])),
                        ])
                    })),
            JSONMember("verdicts", .object(verdicts.map { JSONMember($0.0.rawValue, count($0.1)) })),
            JSONMember(
                "clocks",
                .object(
                    photos.offsets.sorted { $0.key < $1.key }.map { team, offset in
                        var seconds: Double?
                        if case .solved(let found, _, _, _) = offset { seconds = found }
                        return JSONMember(team, .optional(seconds))
                    })),
            JSONMember("not_arrived", count(missing.count)),
        ]).text
    }
}
