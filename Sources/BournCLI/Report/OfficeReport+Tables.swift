internal import Census
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore

/// The most rows that one table of a report shows; what is left out is counted in its caption.
private let mostRows = 200

private func caption(leftOut count: Int) -> LocalizedText? {
    count > 0 ? LocalizedText(zh: "另有 \(count) 行未列出", en: "\(count) more are not listed") : nil
}

extension OfficeReport {
    /// How the units are placed, and what is doubtful about their coordinates.
    var unitSection: String? {
        guard let units, units.counts.points > 0 else { return nil }
        var table = HTMLTable([
            (LocalizedText(zh: "落区结果", en: "placement"), .text),
            (LocalizedText(zh: "单位数", en: "units"), .number),
        ])
        let rows: [(LocalizedText, Int)] = [
            (LocalizedText(zh: "界内", en: "inside a zone"), units.counts.inside),
            (LocalizedText(zh: "界线上", en: "on a border"), units.counts.border),
            (LocalizedText(zh: "界外", en: "outside all zones"), units.counts.outside),
            (LocalizedText(zh: "无可用坐标", en: "without a usable position"), units.counts.unlocatable),
        ]
        for (title, count) in rows { table.add(html: [title.html, "\(count)"]) }
        var notes = HTMLTable([
            (LocalizedText(zh: "坐标或代码存疑", en: "doubt about coordinates or code"), .text),
            (LocalizedText(zh: "单位数", en: "units"), .number),
        ])
        for note in units.notes { notes.add(html: [NoteWording.text(of: note.word).html, "\(note.count)"]) }
        return table.html() + (units.notes.isEmpty ? "" : notes.html())
    }

    /// Units whose declared zone is not the one they are in, the farthest first.
    var conflictSection: String? {
        guard let units, !units.conflicts.isEmpty else { return nil }
        var table = HTMLTable([
            (LocalizedText(zh: "单位名称", en: "name"), .text), (LocalizedText(zh: "代码", en: "code"), .code),
            (LocalizedText(zh: "申报小区", en: "declared"), .code),
            (LocalizedText(zh: "所在小区", en: "located"), .code),
            (LocalizedText(zh: "距申报小区（米）", en: "metres to declared"), .number),
        ])
        for row in units.conflicts.prefix(mostRows) {
            table.add([row.name, row.code, row.declared, row.located, row.distance?.rounded(to: 0) ?? "–"])
        }
        return table.html(caption: caption(leftOut: units.conflicts.count - mostRows))
    }

    /// Units that lie in no zone or have no usable position.
    var straySection: String? {
        guard let units, !units.strays.isEmpty else { return nil }
        var table = HTMLTable([
            (LocalizedText(zh: "单位名称", en: "name"), .text), (LocalizedText(zh: "代码", en: "code"), .code),
            (LocalizedText(zh: "坐标原文", en: "coordinates as given"), .code),
            (LocalizedText(zh: "原因", en: "why"), .text),
        ])
        for row in units.strays.prefix(mostRows) {
            let notes = row.notes.split(separator: " ").map { NoteWording.text(of: String($0)).html }
            let why =
                notes.isEmpty && !row.isUnlocatable
                ? [LocalizedText(zh: "在所有小区之外", en: "outside all zones").html] : notes
            table.add(html: [
                escaped(row.name), escaped(row.code), escaped(row.coordinates), why.joined(separator: "<br>"),
            ])
        }
        return table.html(caption: caption(leftOut: units.strays.count - mostRows))
    }

    /// The zones with their areas and units.
    var zoneSection: String? {
        guard let coverage else { return nil }
        let zones = coverage.question.zones
        var table = HTMLTable([
            (LocalizedText(zh: "代码", en: "code"), .code), (LocalizedText(zh: "面积", en: "area"), .number),
            (LocalizedText(zh: "单位数", en: "units"), .number),
        ])
        let order = zones.codes.indices.sorted { zones.codes[$0] < zones.codes[$1] }
        for zone in order.prefix(mostRows) {
            let area = zones.measure.area(of: zones.table.area(ofFeature: zone))
            table.add([zones.codes[zone], area.text, units.map { "\($0.unitsOfZone[zone])" } ?? ""])
        }
        return table.html(caption: caption(leftOut: zones.codes.count - mostRows))
    }

    /// Every import and what became of its rows.
    var importSection: String? {
        guard !runs.isEmpty else { return nil }
        var table = HTMLTable([
            (LocalizedText(zh: "时间（UTC）", en: "time (UTC)"), .code),
            (LocalizedText(zh: "类别", en: "kind"), .text),
            (LocalizedText(zh: "来源", en: "source"), .text),
            (LocalizedText(zh: "坐标参考", en: "reference"), .code),
            (LocalizedText(zh: "读取", en: "read"), .number),
            (LocalizedText(zh: "接受", en: "accepted"), .number),
            (LocalizedText(zh: "拒收", en: "refused"), .number),
        ])
        for run in runs {
            let kind = Self.title(ofImport: run.kind)
            table.add(html: [
                escaped(run.importedAt), kind.html, escaped(run.source), escaped(run.reference),
                "\(run.read)",
                "\(run.accepted)", "\(run.refused)",
            ])
        }
        return table.html()
    }

    /// What people call what was imported; a kind of a later version by its own word.
    static func title(ofImport kind: String) -> LocalizedText {
        switch kind {
        case "observations": LocalizedText(zh: "排污口观测", en: "observations of outfalls")
        case "monitoring": LocalizedText(zh: "监测结果", en: "results of monitoring")
        default: ImportKind(rawValue: kind)?.title ?? LocalizedText(kind)
        }
    }

    /// The rows that were refused.
    var refusalSection: String? {
        guard !refusals.isEmpty else { return nil }
        var table = HTMLTable([
            (LocalizedText(zh: "来源", en: "source"), .text), (LocalizedText(zh: "行", en: "row"), .number),
            (LocalizedText(zh: "字段", en: "field"), .text), (LocalizedText(zh: "原值", en: "value"), .code),
            (LocalizedText(zh: "原因", en: "reason"), .text),
        ])
        for row in refusals.prefix(mostRows) {
            table.add(html: [
                escaped(row.source), "\(row.row)", escaped(row.field ?? ""), escaped(row.value ?? ""),
                row.reason.html,
            ])
        }
        return table.html(caption: caption(leftOut: refusals.count - mostRows))
    }
}
