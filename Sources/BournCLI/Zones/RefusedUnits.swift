internal import Census
internal import GeoModel
internal import Interchange

/// The units that count nowhere, as a list beside the zones drawn.
struct RefusedUnits {
    /// A unit that lies in no block.
    struct Unit: Hashable {
        /// The row in its source, from 1.
        let row: Int
        /// Where it is; not finite when its coordinates cannot be used.
        let position: Position

        fileprivate var reason: LocalizedText {
            position.x.isFinite && position.y.isFinite
                ? LocalizedText(zh: "不在任何地块内", en: "lies in no block")
                : LocalizedText(zh: "坐标不可用", en: "has no usable coordinates")
        }
    }

    private let units: [Unit]

    init(_ units: [Unit]) { self.units = units }

    /// Where the list of a plan is.
    static func path(beside output: String) -> String { "\(output).refused-units.csv" }

    /// Writes the list; without units only where an older one would stay, which then is empty.
    func write(beside output: String, _ console: Console) throws {
        let path = Self.path(beside: output)
        guard !units.isEmpty || RefusedWorkloads.isThere(path) else { return }
        var writer = try CSVWriter(path: path, options: CSVWriter.Options(hasByteOrderMark: true))
        try writer.writeRow([text(zh: "行号", en: "row"), "x", "y", text(zh: "原因", en: "reason")])
        for unit in units {
            let isPlace = unit.position.x.isFinite && unit.position.y.isFinite
            try writer.writeRow([
                "\(unit.row)", isPlace ? "\(unit.position.x)" : "", isPlace ? "\(unit.position.y)" : "",
                unit.reason[.invoked],
            ])
        }
        try writer.finish()
        guard !units.isEmpty else { return }
        console.note(
            text(
                zh: "\(units.count) 个普查对象不计入，列于 \(path)",
                en: "\(units.count) units count nowhere and are listed in \(path)"))
    }
}
