internal import ArgumentParser
internal import Census
internal import GeoModel
internal import GeoPackageStore

/// `bourn zones edit`: hand editing of the office's zones.
struct ZonesEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: text(
            zh: "手工调整普查小区；每一步都保持不重不漏、连通、不跨乡镇，可撤回和重做。",
            en:
                "Edit zones by hand; each step keeps them a coverage, connected and inside their towns, and can be undone."
        ),
        discussion: text(
            zh: "每一步是一个事务，记下何人为何；打印各小区的工作量与上下限。",
            en:
                "Each step is one transaction with who and why on record, and prints workloads against the limits."
        ),
        subcommands: [
            EditMoveCommand.self, EditSplitCommand.self, EditMergeCommand.self, EditBorderCommand.self,
            EditLockCommand.self, EditUnlockCommand.self, EditUndoCommand.self, EditRedoCommand.self,
            EditLimitsCommand.self, EditStatusCommand.self,
        ])
}

/// Options that every editing command takes.
struct EditOptions: ParsableArguments {
    @Argument(help: help(zh: "工作区", en: "The workspace."))
    var workspace: String

    @Option(
        help: help(
            zh: "每个小区的最小工作量（默认同划分时；随编辑记入工作区，status 只显示）",
            en: "Least workload of a zone (default: as drawn; an edit keeps it on record, status only shows)."
        ))
    var min: Int?

    @Option(
        help: help(
            zh: "每个小区的最大工作量（默认同划分时，没有则 150；随编辑记入工作区，status 只显示）",
            en:
                "Greatest workload of a zone (default: as drawn, or 150; an edit keeps it on record, status only shows)."
        ))
    var max: Int?

    @OptionGroup var result: SummaryOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (min ?? 0) >= 0, (min ?? 0) <= (max ?? .max) else {
            throw ValidationError(
                text(zh: "须有 0 ≤ --min ≤ --max", en: "--min and --max need 0 <= min <= max"))
        }
    }
}

/// `bourn zones edit move`: moves blocks into a zone beside them.
struct EditMoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: text(zh: "把地块划给相邻的小区。", en: "Move blocks into a zone beside them."))

    @OptionGroup var options: EditOptions

    @Option(help: help(zh: "地块代码（可重复）", en: "Code of a block (repeatable)."))
    var block: [String]

    @Option(help: help(zh: "划入的小区", en: "The zone that gets them."))
    var to: String

    @OptionGroup var who: AttributionOptions

    func run() async throws {
        try await ZoneEditing(options).run(who) { try $0.move(block, to: to) }
    }
}

/// `bourn zones edit split`: makes two zones of one.
struct EditSplitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: text(
            zh: "拆分小区：沿一条画好的线，或划出若干地块。", en: "Split a zone along a drawn line, or split blocks off it."))

    @OptionGroup var options: EditOptions

    @Option(help: help(zh: "要沿线拆分的小区", en: "The zone to cut along the line."))
    var zone: String?

    @Option(help: help(zh: "画好的线：GDAL 能读的任何文件", en: "The drawn line: any file GDAL reads."))
    var line: String?

    @Option(help: help(zh: "要划出的地块（可重复）", en: "Code of a block to split off (repeatable)."))
    var block: [String] = []

    @Option(
        help: help(
            zh: "线离界线顶点多近就通过该顶点（米）", en: "How near a border vertex, in metres, the line goes through it."))
    var snap = 10.0

    @OptionGroup var who: AttributionOptions

    func validate() throws {
        guard block.isEmpty != (zone == nil || line == nil), (zone == nil) == (line == nil) else {
            throw ValidationError(
                text(zh: "请给出 --zone 和 --line，或者 --block", en: "give --zone and --line, or --block"))
        }
        try checkSnap(snap)
    }

    func run() async throws {
        let editing = ZoneEditing(options)
        guard let zone, let line else { return try await editing.run(who) { try $0.split(off: block) } }
        try await editing.run(who, alongLineOf: line) { desk, line in
            try desk.split(zone, along: line, snap: Metres(snap))
        }
    }
}

/// `bourn zones edit merge`: joins a zone with another.
struct EditMergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: text(zh: "把一个小区并入另一个。", en: "Join a zone with another, whose code and name remain."))

    @OptionGroup var options: EditOptions

    @Option(help: help(zh: "被并入的小区", en: "The zone that ends."))
    var zone: String

    @Option(help: help(zh: "保留的小区", en: "The zone that remains."))
    var into: String

    @OptionGroup var who: AttributionOptions

    func run() async throws {
        try await ZoneEditing(options).run(who) { try $0.merge(zone, into: into) }
    }
}

/// `bourn zones edit border`: moves the border between two zones.
struct EditBorderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "border",
        abstract: text(
            zh: "把两个小区之间的界线改到一条画好的线上，两边同时改。",
            en: "Move the border between two zones to a drawn line, once for both."))

    @OptionGroup var options: EditOptions

    @Option(help: help(zh: "两个小区（重复两次）", en: "A zone; give two."))
    var zone: [String]

    @Option(help: help(zh: "新的界线：GDAL 能读的任何文件", en: "The new border: any file GDAL reads."))
    var line: String

    @Option(
        help: help(
            zh: "线离界线顶点多近就通过该顶点（米）", en: "How near a border vertex, in metres, the line goes through it."))
    var snap = 10.0

    @OptionGroup var who: AttributionOptions

    func validate() throws {
        guard zone.count == 2 else {
            throw ValidationError(text(zh: "--zone 须给出两次", en: "give --zone twice"))
        }
        try checkSnap(snap)
    }

    func run() async throws {
        try await ZoneEditing(options).run(who, alongLineOf: line) { desk, line in
            try desk.moveBorder(between: zone[0], and: zone[1], to: line, snap: Metres(snap))
        }
    }
}

private func checkSnap(_ snap: Double) throws {
    guard snap >= 0, snap <= 1000 else {
        throw ValidationError(text(zh: "--snap 须在 0 到 1000 米之间", en: "--snap must be 0 to 1000 metres"))
    }
}

/// `bourn zones edit lock`: no edit may touch the zone from now on.
struct EditLockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock", abstract: text(zh: "锁定小区。", en: "Lock a zone: no edit touches it."))

    @OptionGroup var options: EditOptions

    @Option(help: help(zh: "小区", en: "The zone."))
    var zone: String

    @OptionGroup var who: AttributionOptions

    func run() async throws {
        try await ZoneEditing(options).run(who) { try $0.setLock(true, zone: zone) }
    }
}

/// `bourn zones edit unlock`: edits may touch the zone again.
struct EditUnlockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock", abstract: text(zh: "解锁小区。", en: "Unlock a zone."))

    @OptionGroup var options: EditOptions

    @Option(help: help(zh: "小区", en: "The zone."))
    var zone: String

    @OptionGroup var who: AttributionOptions

    func run() async throws {
        try await ZoneEditing(options).run(who) { try $0.setLock(false, zone: zone) }
    }
}

/// `bourn zones edit undo`: takes the last edit back.
struct EditUndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: text(zh: "撤回上一步。", en: "Take the last edit back."))

    @OptionGroup var options: EditOptions
    @OptionGroup var who: AttributionOptions

    func run() async throws { try await ZoneEditing(options).step(.undo, who) }
}

/// `bourn zones edit redo`: does what was taken back again.
struct EditRedoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redo", abstract: text(zh: "重做撤回的一步。", en: "Do the edit that was taken back again."))

    @OptionGroup var options: EditOptions
    @OptionGroup var who: AttributionOptions

    func run() async throws { try await ZoneEditing(options).step(.redo, who) }
}

/// `bourn zones edit limits`: sets the limits that zones are held against.
struct EditLimitsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "limits",
        abstract: text(zh: "设定工作量上下限，记下何人为何。", en: "Set the limits of workload, on record."))

    @OptionGroup var options: EditOptions
    @OptionGroup var who: AttributionOptions

    func validate() throws {
        guard options.min != nil || options.max != nil else {
            throw ValidationError(text(zh: "请给出 --min 或 --max", en: "give --min, --max or both"))
        }
    }

    func run() async throws { try await ZoneEditing(options).setLimits(who) }
}

/// `bourn zones edit status`: how the zones stand, and the edits so far.
struct EditStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: text(zh: "各小区的工作量、上下限、锁定和编辑记录。", en: "Workloads, limits, locks and the edits so far."))

    @OptionGroup var options: EditOptions

    func run() async throws { try await ZoneEditing(options).status() }
}
