internal import GeoModel

/// What was wrong with the input of a drawing, so that its result is not what was meant.
struct DrawingDoubts {
    /// A file of lines that does nothing.
    struct IdleFile {
        let path: String
        let reason: IdleLines.Reason
    }

    /// Units that count nowhere.
    var unitsOutside: [RefusedUnits.Unit] = []
    /// Files of barriers that hold no line or reach no block.
    var idleBarriers: [IdleFile] = []

    /// There is nothing of the kind.
    var isEmpty: Bool { unitsOutside.isEmpty && idleBarriers.isEmpty }

    /// The lines of the summary.
    var lines: [String] {
        idleBarriers.map { idle in
            switch idle.reason {
            case .empty:
                text(zh: "  屏障文件 \(idle.path) 没有任何线", en: "  the file of barriers \(idle.path) holds no line")
            case .farAway:
                text(
                    zh: "  屏障文件 \(idle.path) 的线都不到任何地块，没有起作用；请核对坐标和参考系",
                    en:
                        "  no line of the barriers \(idle.path) comes near a block, so that they did nothing; check the "
                        + "coordinates and the reference")
            }
        }
    }

    /// The members of the summary for programs.
    var members: [JSONMember] {
        [
            JSONMember("units_outside", .count(unitsOutside.count)),
            JSONMember(
                "idle_barriers",
                .array(
                    idleBarriers.map { idle in
                        .object([
                            JSONMember("file", .string(idle.path)),
                            JSONMember("reason", .string(idle.reason.rawValue)),
                        ])
                    })),
        ]
    }
}
