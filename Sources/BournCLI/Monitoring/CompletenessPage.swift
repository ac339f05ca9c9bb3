internal import Census
internal import Foundation
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore

/// The completeness of monitoring as one page: figures, map, chart, teams and the matrix itself.
struct CompletenessPage {
    let answer: CompletenessAnswer
    private let waters: [Geometry]
    private static let most = 2000

    /// Makes a page, with the workspace's rivers and lakes for the map.
    init(answer: CompletenessAnswer) throws {
        self.init(answer: answer, waters: try Self.waters(of: answer.path))
    }

    /// Makes a page, or parts of one, with these waters on its map.
    init(answer: CompletenessAnswer, waters: [Geometry]) {
        self.answer = answer
        self.waters = waters
    }

    private static func waters(of path: String) throws -> [Geometry] {
        let file = try GeoPackageFile(path: path)
        let layer = try file.layer(named: ImportKind.waterBodies.layerName)
        var found: [Geometry] = []
        try LayerRowSource(LayerReader(layer, of: file)).forEachRow { row in
            if case .value(let geometry, _) = row.geometry { found.append(geometry) }
        }
        return found
    }

    var html: String {
        let name = URL(fileURLWithPath: answer.path).lastPathComponent
        var page = ReportPage(
            title: LocalizedText(zh: "水质监测完成情况", en: "Completeness of monitoring"),
            subtitle: LocalizedText(
                zh: "\(name) · 截至 \(answer.matrix.today)", en: "\(name) · as of \(answer.matrix.today)"))
        page.add(verdicts: verdicts)
        page.add(map.map { "<figure>\($0)<figcaption>\(key)</figcaption></figure>" } ?? "")
        page.add(section: LocalizedText(zh: "各监测期、各指标", en: "By season and indicator"), chart)
        page.add(section: LocalizedText(zh: "各组进度", en: "By team"), teams)
        page.add(
            section: LocalizedText(zh: "排污口 × 监测期 × 指标", en: "Outfall × season × indicator"),
            table(most: Self.most))
        return page.html(opening: .invoked)
    }

    private var verdicts: [Verdict] {
        let total = answer.matrix.progress
        let open = answer.outfalls.indices.count { answer.isOpen(answer.status(ofOutfall: $0)) }
        return [
            Verdict(
                figure: LocalizedText(answer.percent(total)),
                meaning: LocalizedText(zh: "已完成", en: "complete"),
                tone: total.completeShare == 1 ? .good : .warn),
            .count(answer.outfalls.count, LocalizedText(zh: "排污口", en: "outfalls")),
            .fault(count: open, LocalizedText(zh: "未完成的排污口", en: "outfalls not complete")),
            .fault(count: total[.overdue], LocalizedText(zh: "逾期的格", en: "cells overdue")),
        ]
    }

    private static let colours: [CompletenessStatus: String] = [
        .complete: "#1f7a4d", .partial: "#d9a400", .awaited: "#8aa4b8", .overdue: "#b3261e",
        .exempt: "#e3e7ea",
    ]

    private func colour(_ status: CompletenessStatus) -> String { Self.colours[status] ?? "" }

    private var key: String {
        CompletenessStatus.allCases.map {
            "<span class=\"key\" style=\"background:\(colour($0))\"></span>\($0.text.html)"
        }.joined()
    }

    /// Outfalls by their worst status, the worst drawn last.
    private var map: String? {
        let placed = answer.outfalls.indices.filter { answer.outfalls[$0].position != nil }
        guard let extent = Envelope(placed.compactMap { answer.outfalls[$0].position }) else { return nil }
        var map = MapDrawing(extent: extent, measure: .geographic(.cgcs2000))
        for water in waters { map.add(water: water) }
        let order: [CompletenessStatus] = [.exempt, .complete, .partial, .awaited, .overdue]
        let statuses = answer.outfalls.indices.map { answer.status(ofOutfall: $0) }
        for status in order {
            for outfall in placed where statuses[outfall] == status {
                guard let position = answer.outfalls[outfall].position else { continue }
                let one = answer.outfalls[outfall]
                map.add(
                    dot: position, radius: 4.5, class: "status-\(status)",
                    title: "\(one.code) \(one.name) \(status.text[.invoked])")
            }
        }
        return map.svg
    }

    /// One bar for each season and indicator, its parts in the colours of the key.
    var chart: String {
        let width = 620.0
        let rows = answer.matrix.periods.indices.flatMap { period in
            answer.matrix.indicators.indices.map { (period, $0) }
        }
        var elements: [String] = []
        for (row, (period, indicator)) in rows.enumerated() {
            let y = row * 22 + (period + 1) * 26
            if indicator == 0 {
                elements.append(
                    "<text x=\"0\" y=\"\(y - 6)\" class=\"chart-head\">\(answer.matrix.periods[period].occasion.text.svg)</text>"
                )
            }
            elements.append(
                "<text x=\"0\" y=\"\(y + 13)\" class=\"chart-label\">\(answer.indicatorNames[indicator].svg)</text>"
            )
            let counts = answer.progress(period: period, indicator: indicator)
            var x = 180.0
            for status in CompletenessStatus.allCases {
                guard let count = counts[status], count > 0 else { continue }
                let share = width * Double(count) / Double(max(1, answer.outfalls.count))
                elements.append(
                    "<rect x=\"\(Figure.text(x))\" y=\"\(y)\" width=\"\(Figure.text(share))\" "
                        + "height=\"17\" fill=\"\(colour(status))\"><title>\(escaped(status.text[.invoked])) \(count)</title></rect>"
                )
                if share > 30 {
                    elements.append(
                        "<text x=\"\(Figure.text(x + 6))\" y=\"\(y + 13)\" "
                            + "class=\"chart-count\">\(count)</text>"
                    )
                }
                x += share
            }
        }
        let height = rows.count * 22 + answer.matrix.periods.count * 26 + 10
        return
            "<svg class=\"chart\" viewBox=\"0 0 820 \(height)\" "
            + "role=\"img\">\(elements.joined(separator: "\n"))</svg><p>\(key)</p>"
    }

    /// What each team has done of what it had to do.
    var teams: String {
        var table = HTMLTable([
            (LocalizedText(zh: "组", en: "team"), .text), (LocalizedText(zh: "完成", en: "complete"), .number),
            (LocalizedText(zh: "应完成", en: "required"), .number),
            (LocalizedText(zh: "逾期", en: "overdue"), .number),
            (LocalizedText(zh: "完成率", en: "share"), .number),
        ])
        let named = answer.teams.map { (escaped($0.group), $0.progress) }
        let others = answer.withoutTeam.map { [(CompletenessAnswer.noTeam.html, $0)] } ?? []
        for (group, progress) in named + others {
            table.add(html: [
                group, "\(progress[.complete])", "\(progress.required)", "\(progress[.overdue])",
                answer.percent(progress),
            ])
        }
        return table.html()
    }

    /// The matrix with its first rows.
    func table(most: Int) -> String {
        let matrix = answer.matrix
        var columns: [(title: LocalizedText, style: HTMLTable.Style)] = [
            (LocalizedText(zh: "编码", en: "code"), .code), (LocalizedText(zh: "排污口", en: "outfall"), .text),
        ]
        for period in matrix.periods {
            let deadline = period.deadline.map { " ≤ \($0)" } ?? ""
            columns.append(
                (
                    LocalizedText(
                        zh: period.occasion.text.chinese + deadline,
                        en: period.occasion.text.english + deadline), .text
                ))
        }
        var table = HTMLTable(columns)
        for outfall in answer.outfalls.indices.prefix(most) {
            let one = answer.outfalls[outfall]
            table.add(
                html: [escaped(one.code), escaped(one.name)]
                    + matrix.periods.indices.map { cells(outfall, $0) })
        }
        let rest = answer.outfalls.count - most
        return table.html(
            caption: rest > 0
                ? LocalizedText(
                    zh: "另有 \(rest) 个未列出；全部见 bourn monitoring matrix --format csv",
                    en: "\(rest) more are not listed: bourn monitoring matrix --format csv has all")
                : LocalizedText(zh: "格中为样品数", en: "Cells show the number of samples."))
            + [answer.without, answer.periodsNote, answer.shortNote].compactMap(\.self)
            .map { "<p>\($0.html)</p>" }.joined()
    }

    private func cells(_ outfall: Int, _ period: Int) -> String {
        answer.matrix.indicators.indices.map { indicator in
            let status = answer.matrix.status(outfall: outfall, period: period, indicator: indicator)
            let count = answer.matrix.sampleCount(outfall: outfall, period: period, indicator: indicator)
            let name = answer.indicatorNames[indicator]
            let title =
                "\(text(zh: name.chinese, en: answer.matrix.indicators[indicator])) \(status.text[.invoked])"
            return "<span class=\"cell status-\(status)\" title=\"\(escaped(title))\">\(count)</span>"
        }.joined()
    }
}
