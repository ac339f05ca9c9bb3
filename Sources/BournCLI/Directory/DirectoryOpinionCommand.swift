internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoPackageStore

/// `bourn directory opinion WORKSPACE UNIT DEPARTMENT STATE`: what a department thinks of a unit.
struct DirectoryOpinionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "opinion",
        abstract: text(
            zh: "录入某部门对一个单位的意见（八部联审）。", en: "Enter what a department thinks of a unit (joint review)."),
        discussion: text(
            zh: "部门和状态取自参考数据（directory reference），写代码或名称均可，列名可用中文。同一部门再次录入时，以最后一次为准，先前的保留。",
            en:
                "Departments and states are those of the reference data, by code or name; columns may have Chinese names. A "
                + "later opinion of the same department holds; earlier ones are kept."))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "单位（unit_key）", en: "The unit (unit_key)."))
    var unit: String?

    @Argument(help: help(zh: "部门代码", en: "The department's code."))
    var department: String?

    @Argument(help: help(zh: "状态代码", en: "The state's code."))
    var state: String?

    @Option(
        help: help(
            zh: "成批录入：CSV，列 unit,department,disposition,reason",
            en: "Many at once: CSV with unit, department, disposition, reason."))
    var file: String?

    @Option(help: help(zh: "理由", en: "Why."))
    var reason: String?

    @Option(name: .person, help: help(zh: "录入人", en: "Who enters it."))
    var actor: String

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (file == nil) == (state != nil && !(reason ?? "").isBlank) else {
            throw ValidationError(
                text(
                    zh: "给出单位、部门、状态和 --reason，或者 --file",
                    en: "give unit, department, state and --reason, or --file"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let given = [unit, department, state, reason].map { $0 ?? "" }
            var rows = [ListFile.Row(number: 0, values: given)]
            if let file {
                rows = try await ListFile.rows(
                    of: file, columns: ["unit", "department", "disposition", "reason"])
            }
            let (departments, states) = (try office.departmentWords(), try office.stateWords())
            let entry = UnitLogIntake(path: file ?? workspace, actor: actor)
            let count = try entry.append(rows, to: .opinions, of: office) {
                _, values throws(UnitLogIntake.Fault) in
                [try departments.code(of: values[0]), try states.code(of: values[1])]
            }
            console.note(text(zh: "已录入 \(count) 条意见", en: "\(count) opinions entered"))
            return .fine
        }
    }
}

/// `bourn directory dispose WORKSPACE UNIT STATE`: puts a unit in one of the six states.
struct DirectoryDisposeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dispose",
        abstract: text(zh: "把单位定为六种状态之一（六色）。", en: "Put a unit in one of the six states (six colours)."),
        discussion: text(
            zh: "状态取自参考数据，写代码或名称均可，列名可用中文；最后一次为准，先前的保留，所以可以改回。",
            en:
                "States are those of the reference data, by code or name; columns may have Chinese names. The last one holds "
                + "and earlier ones are kept, so it can be undone."
        ))

    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Argument(help: help(zh: "单位（unit_key）", en: "The unit (unit_key)."))
    var unit: String?

    @Argument(help: help(zh: "状态代码", en: "The state's code."))
    var state: String?

    @Option(
        help: help(
            zh: "成批录入：CSV，列 unit,disposition,reason", en: "Many at once: CSV with unit, disposition, reason.")
    )
    var file: String?

    @Option(help: help(zh: "理由", en: "Why."))
    var reason: String?

    @Option(name: .person, help: help(zh: "处理人", en: "Who."))
    var actor: String

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (file == nil) == (state != nil && !(reason ?? "").isBlank) else {
            throw ValidationError(
                text(zh: "给出单位、状态和 --reason，或者 --file", en: "give unit, state and --reason, or --file"))
        }
    }

    func run() async throws {
        try await present(common) { console in
            let office = try Workspace.open(at: workspace)
            let given = [unit, state, reason].map { $0 ?? "" }
            var rows = [ListFile.Row(number: 0, values: given)]
            if let file {
                rows = try await ListFile.rows(of: file, columns: ["unit", "disposition", "reason"])
            }
            let states = try office.stateWords()
            let intake = UnitLogIntake(path: file ?? workspace, actor: actor)
            let count = try intake.append(rows, to: .dispositions, of: office) {
                _, values throws(UnitLogIntake.Fault) in
                [try states.code(of: values[0])]
            }
            console.note(text(zh: "已处理 \(count) 个单位", en: "\(count) units disposed of"))
            return .fine
        }
    }
}
