internal import Census
internal import GeoModel

/// One zone's page: plate, map, figures, borders, neighbours and units.
struct ZoneSection {
    private let content: ZoneBookContent
    private let page: ZoneBookPage
    private let date: String
    private let link: (Int) -> String
    /// Borders shorter than this stand together at the end of a side.
    private static let short = Metres(25)

    init(
        _ content: ZoneBookContent, _ page: ZoneBookPage, date: String, link: @escaping (Int) -> String
    ) {
        self.content = content
        self.page = page
        self.date = date
        self.link = link
    }

    private var zone: BookZone { content.book.zones[page.zone] }

    var html: String {
        """
        <section class="zone" id="z\(escaped(zone.code))">
        <header class="plate"><div><p class="where">\(escaped(content.place(of: zone)))</p><h2>\(escaped(zone.name))</h2></div>
        <div class="code">\(escaped(spaced(zone.code)))<small>\(LocalizedText(zh: "普查小区代码", en: "zone code").html)</small></div></header>
        <figure>\(ZoneMap(content).page(page))</figure>
        <div class="tiles">\(tiles)</div>
        <div class="columns"><div>
        <h3>\(LocalizedText(zh: "四至", en: "Borders").html)</h3>
        <table class="sides">\(page.borders.sides.map(row).joined())\(others)</table>
        </div><div>
        <h3>\(LocalizedText(zh: "相邻小区", en: "Neighbours").html)</h3>
        <ul class="neighbours">\(neighbours)</ul>
        </div></div>
        <h3>\(LocalizedText(zh: "普查对象", en: "Units").html) <small>\(kinds)</small></h3>
        \(units)
        \(signatures)
        </section>
        """
    }

    /// The village's twelve digits apart from the serial.
    private func spaced(_ code: String) -> String {
        code.count > 12 ? "\(code.prefix(6)) \(code.dropFirst(6).prefix(6)) \(code.dropFirst(12))" : code
    }

    private var tiles: String {
        [
            tile("\(page.units.count)", unitsAndWorkload),
            tile("\((page.area.value / 1e6).rounded(to: 3)) km²", LocalizedText(zh: "面积", en: "area")),
            tile(page.borders.length.ground, LocalizedText(zh: "界线长", en: "border")),
            tile(page.visit.ground, LocalizedText(zh: "走访路线（直线）", en: "visit, straight")),
        ].joined()
    }

    /// The units, and the workload that the zone was drawn by where that is another.
    private var unitsAndWorkload: LocalizedText {
        let zone = content.book.zones[page.zone].code
        guard let drawn = content.drawn, let load = drawn.ofZone[zone] else {
            return LocalizedText(zh: "普查对象", en: "units")
        }
        return LocalizedText(
            zh: "普查对象；划区工作量 \(load.rounded(to: 1))（\(drawn.formula)）",
            en: "units; workload of the draw \(load.rounded(to: 1)) (\(drawn.formula))")
    }

    private func tile(_ figure: String, _ meaning: LocalizedText) -> String {
        "<div><strong>\(escaped(figure))</strong>\(meaning.html)</div>"
    }

    // MARK: borders

    private func row(_ side: BorderSide) -> String {
        let long = side.stretches.filter { $0.length >= Self.short }
        let rest = side.stretches.filter { $0.length < Self.short }
        var lines = long.map(line)
        if !rest.isEmpty {
            let sum = rest.reduce(Metres(0)) { $0 + $1.length }
            lines.append(
                LocalizedText(
                    zh: "另 \(rest.count) 小段，共 \(sum.ground)", en: "\(rest.count) short pieces, \(sum.ground)"
                ).html)
        }
        return """
            <tr><th>\(side.side.text.html)</th><td>\(lines.map { "<div>\($0)</div>" }.joined())</td>\
            <td class="number">\(side.length.ground)</td></tr>
            """
    }

    private func line(_ stretch: BorderStretch) -> String {
        let beyond = stretch.neighbour.map { content.distinctName(of: $0, beside: page.zone) }
        let feature = stretch.feature.map { content.book.features[$0] }
        let text: LocalizedText
        switch (feature.map(Self.name), beyond) {
        case (let along?, let other?):
            text = LocalizedText(
                zh: "沿\(along.chinese)，邻\(other)", en: "along \(along.english), beside \(other)")
        case (let along?, nil):
            text = LocalizedText(
                zh: "沿\(along.chinese)，外为区域外", en: "along \(along.english), nothing surveyed beyond")
        case (nil, let other?): text = LocalizedText(zh: "邻\(other)", en: "beside \(other)")
        case (nil, nil): text = LocalizedText(zh: "普查区域外", en: "outside the surveyed area")
        }
        return "\(text.html) <span class=\"length\">\(stretch.length.ground)</span>"
    }

    private static func name(_ feature: VisibleFeature) -> LocalizedText {
        guard feature.name.isEmpty else { return LocalizedText(feature.name) }
        switch feature.kind {
        case .road: return LocalizedText(zh: "道路", en: "a road")
        case .river: return LocalizedText(zh: "河流", en: "a river")
        case .lake: return LocalizedText(zh: "湖库岸线", en: "a shore")
        }
    }

    private var others: String {
        var rows = ""
        if !page.borders.enclosed.isEmpty {
            rows += extraRow(LocalizedText(zh: "内含", en: "Around"), page.borders.enclosed)
        }
        for exclave in page.borders.exclaves {
            rows += extraRow(LocalizedText(zh: "飞地", en: "Exclave"), exclave)
        }
        return rows
    }

    private func extraRow(_ title: LocalizedText, _ stretches: [BorderStretch]) -> String {
        let length = stretches.reduce(Metres(0)) { $0 + $1.length }
        return """
            <tr><th>\(title.html)</th><td>\(stretches.map { "<div>\(line($0))</div>" }.joined())</td>\
            <td class="number">\(length.ground)</td></tr>
            """
    }

    private var neighbours: String {
        page.borders.neighbours.map { neighbour in
            """
            <li>\(link(neighbour.zone)) \
            \(escaped(content.distinctName(of: neighbour.zone, beside: page.zone))) \
            <span class="length">\(neighbour.length.ground)</span></li>
            """
        }.joined()
    }

    // MARK: units

    private var kinds: String {
        page.kinds.map { kind, count in
            let name = kind.isEmpty ? LocalizedText(zh: "未注明", en: "not stated").html : escaped(kind)
            return "<span class=\"kind\">\(name) <b>\(count)</b></span>"
        }.joined()
    }

    private var units: String {
        guard !page.units.isEmpty else {
            return "<p>\(LocalizedText(zh: "本小区没有已知的普查对象。", en: "No unit is known in this zone.").html)</p>"
        }
        var table = HTMLTable([
            (LocalizedText(zh: "序", en: "no."), .number), (LocalizedText(zh: "单位名称", en: "unit"), .text),
            (LocalizedText(zh: "类别", en: "kind"), .text), (LocalizedText(zh: "地址", en: "address"), .text),
            (LocalizedText(zh: "代码", en: "code"), .code), (LocalizedText(zh: "核实", en: "seen"), .text),
        ])
        for (number, index) in page.units.enumerated() {
            let unit = content.book.units[index]
            table.add(html: [
                "\(number + 1)", escaped(unit.name), escaped(unit.kind), escaped(unit.address),
                escaped(unit.code), "<span class=\"box\"></span>",
            ])
        }
        return table.html(running: "\(spaced(zone.code))  \(zone.name)")
    }

    private var signatures: String {
        let blanks: [(LocalizedText, [CensusPerson])] = [
            (LocalizedText(zh: "普查员", en: "enumerator"), content.enumerators(of: page.zone)),
            (LocalizedText(zh: "普查指导员", en: "supervisor"), content.supervisors(of: page.zone)),
            (LocalizedText(zh: "日期", en: "date"), []),
        ]
        let lines = blanks.map { title, people in
            let names = people.map(Self.name).joined(separator: "、")
            return "<div>\(title.html)<span>\(escaped(names))</span></div>"
        }
        return "<footer class=\"signatures\">" + lines.joined()
            + "<div class=\"made\">\(escaped(content.title)) · \(escaped(date))</div></footer>"
    }

    private static func name(_ person: CensusPerson) -> String {
        person.phone.isEmpty ? person.name : "\(person.name) \(person.phone)"
    }
}

extension Metres {
    /// A length as people say it: metres below a kilometre, then kilometres.
    var ground: String {
        value < 999.5 ? "\(Int(value.rounded())) m" : "\((value / 1000).rounded(to: 2)) km"
    }
}
