internal import ArgumentParser
internal import Census
internal import GeoModel
internal import GeoPackageStore

/// `bourn monitoring statistics WORKSPACE`: means, loads and comparisons with standards.
struct MonitoringStatisticsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statistics",
        abstract: text(
            zh: "均值、流量加权均值、年负荷和达标比较，未检出按用途处理。",
            en: "Means, flow-weighted means, yearly loads and standards, non-detects by purpose."),
        discussion: text(
            zh: "均值按 policy 表的规则（默认检出限一半），总量按零；旁列其余规则和 Kaplan-Meier、ROS。结论随规则变化时给出警告。"
                + "排放标准按日均值比较，氨氮限值按当日水温选取；检出限高于标准时判为无法判定。"
                + "超出可能范围的数值不进入任何统计，逐个列出；与同一样品其他数值矛盾的仍计入并给出警告，由人决定。"
                + "地表水类别按受纳水体在水体图层中的类别（河流或湖库）评价。",
            en:
                "Means by the rule of the table `policy` (half the limit), loads by zero, with the "
                + "other rules, Kaplan-Meier and ROS "
                + "beside them, and a warning where the verdict depends on the rule. Discharge "
                + "standards are compared day by day, ammonia by "
                + "the water's temperature; a detection limit above the standard leaves the verdict open. "
                + "Values outside what is possible enter nothing and are named one by one; those that "
                + "contradict another value of their sample count, with a warning, until somebody decides. "
                + "Surface-water classes are those of a river or a lake, as the layer of water bodies says of "
                + "the receiving water."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @OptionGroup var area: AreaOptions

    @Option(
        help: help(
            zh: "只看此排污口（可重复；任一编码体系）", en: "Only this outfall, by a code of either scheme (repeatable)."))
    var outfall: [String] = []

    @Option(help: help(zh: "排放标准，如 GB 18918-2002", en: "Discharge standard, such as “GB 18918-2002”."))
    var standard: String?

    @Option(help: help(zh: "标准的级别，如 一级A", en: "Its grade, such as 一级A."))
    var grade: String?

    @Option(
        help: help(
            zh: "建设日期 YYYY-MM-DD（总磷限值用）", en: "When the plant was built, for limits that depend on it."))
    var built: String?

    @Option(help: help(zh: "对照的地表水标准", en: "Surface-water standard to compare with."))
    var surface = "GB 3838-2002"

    @Option(
        help: help(
            zh: "水体图层未说明类别的受纳水体按此评价：river 或 lake",
            en: "River or lake, for receiving waters whose kind the layer of water bodies does not say."))
    var water: WaterKind?

    @Option(help: help(zh: "年排放天数", en: "Days of discharge in a year."))
    var days = 365.0

    @Option(help: help(zh: "结果格式：text、json 或 csv", en: "Form of the result: text, json or csv."))
    var format = MonitoringFormat.text

    @Option(
        help: help(zh: "把结果写入文件（默认写到标准输出）", en: "Write the result to this file (default: standard output)."))
    var output: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...366).contains(days) else {
            throw ValidationError(text(zh: "--days 应在 1–366 之间", en: "--days must be between 1 and 366"))
        }
        guard format != .html else {
            throw ValidationError(text(zh: "统计没有 html 格式", en: "statistics have no form html"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([output], inputs: [workspace])
            let office = try Workspace.open(at: workspace)
            try office.tellChangesElsewhere(on: console)
            let reference = try office.monitoringReference()
            let chosen = try outfalls(of: office)
            let samples = try office.samples(of: chosen.map(\.code))
            var question = try question(reference)
            question.waterKinds = try office.waterKinds(of: chosen)
            question.decisions = try office.resultDecisions()
            let statistics = MonitoringStatistics(reference: reference, question: question)
                .statistics(of: samples)
            let names = Dictionary(chosen.map { ($0.code, $0.name) }) { first, _ in first }
            let answer = StatisticsAnswer(
                statistics: statistics, names: names, policy: reference.policy, days: days)
            try console.deliver(answer.text(format), to: output)
            return .fine
        }
    }

    private func outfalls(of office: Workspace) throws -> [MonitoredOutfall] {
        let all = try office.monitoredOutfalls(area: area.area)
        guard !outfall.isEmpty else { return all }
        // By any code of any scheme, past ones included.
        var named: Set<String> = []
        var unknown: [String] = []
        let known = Set(all.map(\.code))
        for code in outfall {
            let found = try office.outfalls(code: code).map(\.code).filter(known.contains)
            named.formUnion(found)
            if found.isEmpty { unknown.append(code) }
        }
        guard unknown.isEmpty else { throw MonitoringFileError.noOutfall(unknown, area: area.area) }
        return all.filter { named.contains($0.code) }
    }

    private func question(_ reference: MonitoringReference) throws -> StatisticsQuestion {
        var question = StatisticsQuestion()
        question.days = days
        if let standard {
            let known = reference.effluentStandards.map(\.reference.number)
            guard let found = reference.effluentStandards.last(where: { $0.reference.number == standard })
            else {
                throw MonitoringFileError.noStandard(standard, known: known)
            }
            var grades: [String] = []
            for limit in found.limits where !grades.contains(limit.grade) { grades.append(limit.grade) }
            guard let chosen = grade ?? grades.first, grades.contains(chosen) else {
                throw MonitoringFileError.noStandard(grade ?? "", known: grades)
            }
            question.effluent = (found, chosen)
        }
        guard let found = reference.surfaceStandards.last(where: { $0.reference.number == surface }) else {
            throw MonitoringFileError.noStandard(
                surface, known: reference.surfaceStandards.map(\.reference.number))
        }
        question.surface = found
        question.usualWaterKind = water
        if let built {
            do throws(CalendarDateError) { question.built = try CalendarDate(iso: built) } catch {
                throw MonitoringFileError.badDate(error)
            }
        }
        return question
    }
}
