internal import Census
internal import GeoModel
internal import GeoPackageStore

extension OutfallReport {
    /// Findings about the register's entries that ask for something to be done.
    var registerFindings: Int { entries.reduce(0) { $0 + $1.findings.count { !$0.isNote } } }

    /// Each entry with its codes, place, witnesses and findings.
    var registerSection: String? {
        guard !entries.isEmpty else { return nil }
        var table = HTMLTable([
            (LocalizedText(zh: "编码", en: "codes"), .code), (LocalizedText(zh: "名称", en: "name"), .text),
            (LocalizedText(zh: "受纳水体", en: "receiving water"), .text),
            (LocalizedText(zh: "规模", en: "scale"), .text),
            (LocalizedText(zh: "建成区", en: "built-up area"), .text),
            (LocalizedText(zh: "见证", en: "witnesses"), .text),
            (LocalizedText(zh: "发现", en: "findings"), .text),
        ])
        for reviewed in entries.prefix(Self.mostRows) { table.add(html: cells(reviewed)) }
        return table.html(caption: registerCaption)
    }

    private var total: Int { register.values.reduce(0, +) }

    private var registerCaption: LocalizedText {
        let shown = min(entries.count, Self.mostRows)
        let left = total - shown
        let excluded = register[.excluded, default: 0]
        return LocalizedText(
            zh: "共 \(total) 个，其中排除 \(excluded) 个"
                + (left > 0 ? "；另有 \(left) 个未列出，全部见 bourn outfall list --format json --limit \(total)" : "")
                + "。“+n”为未列出的见证数，见 bourn outfall show",
            en: "\(total) entries, \(excluded) of them excluded"
                + (left > 0
                    ? "; \(left) more are not listed: bourn outfall list --format json --limit \(total)" : "")
                + ". “+n” counts witnesses not listed: bourn outfall show")
    }

    private func cells(_ reviewed: ReviewedEntry) -> [String] {
        let entry = reviewed.entry
        return [
            codes(of: entry), escaped(entry.name), water(reviewed), (entry.scale()?.text.html) ?? "",
            builtUp(reviewed), witnesses(of: entry), links(reviewed),
        ]
    }

    /// The list's code first, then every other one; those that are past are struck through.
    private func codes(of entry: RegisterEntry) -> String {
        let own = "<a id=\"o-\(escaped(entry.code))\"></a>\(escaped(entry.code))"
        let others = entry.codes.codes.filter { $0.code.value != entry.code }.map { dated in
            dated.through == nil ? escaped(dated.code.value) : "<s>\(escaped(dated.code.value))</s>"
        }
        return ([own] + others).joined(separator: "<br>")
    }

    private func water(_ reviewed: ReviewedEntry) -> String {
        let entry = reviewed.entry
        let name = escaped("\(entry.waterName) \(entry.waterCode ?? "")")
        guard let river = reviewed.place?.water?.river else { return name }
        let kilometres = (river.chainage.value / 1000).rounded(to: 2)
        let place = LocalizedText(
            zh: "距河口 \(kilometres) 公里，\(river.side.text.chinese)",
            en: "\(kilometres) km from its mouth, \(river.side.text.english)")
        return "\(name)<br>\(place.html)"
    }

    private func builtUp(_ reviewed: ReviewedEntry) -> String {
        let relation = reviewed.relation?.text.html ?? "–"
        guard let area = reviewed.place?.builtUpArea else { return relation }
        return "\(escaped(area))<br>\(relation)"
    }

    /// The observations by how they were made, each by its own identifier, and their photos.
    private func witnesses(of entry: RegisterEntry) -> String {
        let all = witnesses[entry.id] ?? []
        let photos = evidence.links(of: all.map(\.observation.id))
        let seen = ObservationSource.allCases.compactMap { source -> String? in
            let own = all.filter { $0.observation.source == source }.map(\.observation.id)
            guard !own.isEmpty else { return nil }
            let rest = own.count > 12 ? " +\(own.count - 12)" : ""
            return "\(source.text.html) \(escaped(own.prefix(12).joined(separator: " ")))\(rest)"
        }
        let rest = photos.count > 12 ? ["+\(photos.count - 12)"] : []
        return (seen + photos.prefix(12) + rest).joined(separator: "<br>")
    }

    private func links(_ reviewed: ReviewedEntry) -> String {
        var words: [String] = []
        if let exclusion = reviewed.entry.exclusion { words.append(exclusion.text.html) }
        words += reviewed.findings.map { "<a href=\"#f-\(escaped($0.word))\">\($0.title.html)</a>" }
        return words.joined(separator: "<br>")
    }

    /// The findings, kind by kind, those that are only worth knowing last.
    var registerFindingSection: String? {
        let all = entries.flatMap { reviewed in reviewed.findings.map { (reviewed.entry, $0) } }
        guard !all.isEmpty else { return unreviewed }
        let kinds = Dictionary(grouping: all) { $0.1.word }.sorted { a, b in
            (a.value[0].1.isNote ? 1 : 0, a.key) < (b.value[0].1.isNote ? 1 : 0, b.key)
        }
        return (unreviewed ?? "") + kinds.map { findingTable($0.key, $0.value) }.joined(separator: "\n")
    }

    /// Of a register too large for a page, how much was looked at, and where the rest is.
    private var unreviewed: String? {
        guard entries.count < total else { return nil }
        let left = total - entries.count
        return "<p>"
            + LocalizedText(
                zh: "本页只审查了前 \(entries.count) 个排污口，另有 \(left) 个未审查；全部见 bourn outfall review --format json",
                en: "only the first \(entries.count) outfalls were reviewed for this page, \(left) were not: "
                    + "bourn outfall review --format json has all"
            ).html + "</p>"
    }

    private func findingTable(_ word: String, _ found: [(RegisterEntry, RegisterFinding)]) -> String {
        var table = HTMLTable([
            (LocalizedText(zh: "编码", en: "code"), .code), (LocalizedText(zh: "名称", en: "name"), .text),
            (LocalizedText(zh: "发现", en: "finding"), .text),
            (LocalizedText(zh: "位置", en: "place"), .code),
        ])
        for (entry, finding) in found.prefix(Self.mostRows) {
            let place = entry.position.map { "\($0.x.rounded(to: 6)) \($0.y.rounded(to: 6))" } ?? ""
            table.add(html: [
                "<a href=\"#o-\(escaped(entry.code))\">\(escaped(entry.code))</a>", escaped(entry.name),
                finding.text.html, place,
            ])
        }
        let left = found.count - Self.mostRows
        let more = LocalizedText(
            zh: "另有 \(left) 条未列出，用 bourn outfall review 查看",
            en: "\(left) more are not listed: bourn outfall review")
        return "<h3 id=\"f-\(escaped(word))\">\(found[0].1.title.html) · \(found.count)</h3>"
            + table.html(caption: left > 0 ? more : nil)
    }
}
