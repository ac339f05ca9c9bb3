internal import ArgumentParser
internal import Census
internal import GeoModel
internal import GeoPackageStore

/// `bourn people`: enumerators, supervisors, and who works where.
struct PeopleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "people",
        abstract: text(
            zh: "普查员、普查指导员和第三方队伍：导入、分配到小区、查看。",
            en: "Enumerators, supervisors and third-party teams: import, assign to zones, show."),
        subcommands: [PeopleImportCommand.self, PeopleAssignCommand.self, PeopleShowCommand.self])
}

/// `bourn people import WORKSPACE FILE`: takes people in from a table.
struct PeopleImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: text(zh: "从表格导入人员。", en: "Take people in from a table."),
        discussion: text(
            zh: "列：编号、姓名、角色（普查员或普查指导员），另可有队伍、第三方、电话、区划代码、工时上限、经度、纬度。"
                + "新增和变更的人员连同处理人和理由记入工作区。",
            en:
                "Columns: code, name, role (enumerator or supervisor); also team, third_party, phone, division, capacity "
                + "(hours), longitude and latitude, in the workspace's reference. Who is new and what changed is put on "
                + "record, with who did it and why."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "人员表（CSV 等）", en: "The table of people, such as a CSV."))
    var source: String

    @OptionGroup var who: AttributionOptions
    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([result.output], inputs: [workspace, source])
            let office = try Workspace.open(at: workspace)
            let file = try await PeopleFile.read(source, in: .epsg(office.srsID))
            let tally = try office.takeIn(file.people, by: who.attribution())
            for refusal in file.refusals {
                console.note(
                    text(
                        zh: "\(source) 第 \(refusal.row) 行 \(refusal.field)“\(refusal.value)”：",
                        en: "\(source), row \(refusal.row), \(refusal.field) “\(refusal.value)”: ")
                        + refusal.reason[.invoked])
            }
            try console.deliver(
                result.format == .json ? json(file, tally) : words(file, tally), to: result.output)
            return file.refusals.isEmpty ? .fine : .faulty
        }
    }

    private func words(_ file: PeopleFile, _ tally: PeopleTally) -> String {
        text(
            zh: "读取 \(file.read)，接受 \(file.people.count)（新增 \(tally.inserted)，变更 \(tally.updated)，"
                + "相同 \(tally.unchanged)），拒收 \(file.refusals.count)",
            en:
                "read \(file.read), accepted \(file.people.count) (new \(tally.inserted), changed \(tally.updated), "
                + "as before \(tally.unchanged)), refused \(file.refusals.count)")
    }

    private func json(_ file: PeopleFile, _ tally: PeopleTally) -> String {
        let refusals = file.refusals.map { refusal in
            JSONValue.object([
                JSONMember("row", .count(refusal.row)), JSONMember("field", .string(refusal.field)),
                JSONMember("value", .string(refusal.value)),
                JSONMember("reason", .string(refusal.reason[.english])),
            ])
        }
        let value = JSONValue.object([
            JSONMember("read", .count(file.read)), JSONMember("accepted", .count(file.people.count)),
            JSONMember("refused", .count(file.refusals.count)),
            JSONMember("inserted", .count(tally.inserted)),
            JSONMember("updated", .count(tally.updated)), JSONMember("unchanged", .count(tally.unchanged)),
            JSONMember("refusals", .array(refusals)),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }
}

/// How long work takes, as options.
struct RateOptions: ParsableArguments {
    @Option(help: help(zh: "每个单位用时（分钟）", en: "Minutes for a unit."))
    var minutesPerUnit = 40.0

    @Option(help: help(zh: "每公里路程用时（分钟）", en: "Minutes for a kilometre of way."))
    var minutesPerKm = 4.0

    func validate() throws {
        guard [minutesPerUnit, minutesPerKm].allSatisfy({ (0...1440).contains($0) }) else {
            throw ValidationError(
                text(zh: "分钟数须在 0 到 1440 之间", en: "minutes must be 0 to 1440"))
        }
    }

    /// The rates.
    var rates: WorkRates { WorkRates(minutesPerUnit: minutesPerUnit, minutesPerKilometre: minutesPerKm) }
}

/// `bourn people assign WORKSPACE`: gives zones to enumerators and enumerators to supervisors.
struct PeopleAssignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign",
        abstract: text(
            zh: "把小区分配给普查员、普查员分配给指导员：工作量和路程均衡，成片相邻；或手工指定。",
            en: "Give zones to enumerators and these to supervisors, in balance and side by side; or by hand."
        ),
        discussion: text(
            zh: "不带 --zone 时全部重新分配；带 --zone 和 --person 时只改这一个，--withdraw 为撤下。每次改动记入工作区。",
            en:
                "Without --zone everything is given anew; with --zone and --person only that is changed, and --withdraw takes "
                + "it away. Every change is on record."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Option(help: help(zh: "小区代码", en: "A zone."))
    var zone: String?

    @Option(help: help(zh: "人员编号", en: "A person's code."))
    var person: String?

    @Flag(help: help(zh: "撤下而不是分配", en: "Take the zone away instead."))
    var withdraw = false

    @OptionGroup var rates: RateOptions
    @OptionGroup var who: AttributionOptions
    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (zone == nil) == (person == nil), zone != nil || !withdraw else {
            throw ValidationError(
                text(zh: "--zone 和 --person 须同时给出", en: "give --zone and --person together"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([result.output], inputs: [workspace])
            let desk = try PeopleDesk(workspace, rates: rates.rates, console: console)
            var staffing = desk.staffing
            if let zone, let person {
                try desk.change(&staffing, zone: zone, person: person, isWithdrawn: withdraw)
            } else {
                guard !staffing.people(with: .enumerator).isEmpty else {
                    throw ZoneOfficeError.noPeople(path: workspace)
                }
                staffing = staffing.allotted(desk.work)
            }
            let events = try desk.office.setStaffing(staffing, by: who.attribution())
            let report = StaffingReport(
                staffing, desk.work, formula: desk.formula, changes: events.count)
            try console.deliver(result.format == .json ? report.json : report.text, to: result.output)
            return report.findings.isEmpty ? .fine : .faulty
        }
    }
}

/// `bourn people show WORKSPACE`: who has what to do, and what is wrong with it.
struct PeopleShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: text(
            zh: "人员、任务、工时和问题（无人的小区、负担过重等）。",
            en:
                "People, their zones and hours, and what is wrong: zones without enumerator, overload and so on."
        ))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Flag(help: help(zh: "列出每次变动：人员名单和分工", en: "List every change of the people and their zones."))
    var changes = false

    @OptionGroup var rates: RateOptions
    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await present(common) { console in
            try OutputGuard.check([result.output], inputs: [workspace])
            let desk = try PeopleDesk(workspace, rates: rates.rates, console: console)
            let report = StaffingReport(
                desk.staffing, desk.work, formula: desk.formula,
                log: changes ? try desk.office.staffingEvents() : [])
            try console.deliver(result.format == .json ? report.json : report.text, to: result.output)
            return report.findings.isEmpty ? .fine : .faulty
        }
    }
}
