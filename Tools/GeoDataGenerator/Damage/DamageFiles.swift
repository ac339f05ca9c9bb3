internal import GeoModel

/// Writes the damaged twin of the blocks and its answers.
struct DamageFiles {
    private let clean: [BlockFeature]
    private let damaged: DamagedBlocks

    init(_ blocks: [BlockFeature], streams: Streams) {
        clean = blocks
        damaged = DamagedBlocks(blocks, streams: streams)
    }

    func write(to folder: Folder) throws {
        try folder.write(BlockFeature.layer("blocks-damaged", damaged.features), to: "blocks-damaged.geojson")
        try folder.write(answers, to: "damage-answers.csv")
    }

    private var answers: String {
        var table = CSVText(["id", "kind", "fault", "blocks", "area_m2", "width_m", "x", "y", "note"])
        for (number, defect) in damaged.defects.enumerated() {
            table.add([
                "D" + padded(number + 1, 2), defect.kind, defect.fault,
                defect.blocks.map { clean[$0].code }.joined(separator: ";"), decimals(defect.area, 4),
                decimals(defect.circle?.diameter ?? 0, 3), decimals(defect.place.x, 8),
                decimals(defect.place.y, 8), defect.note,
            ])
        }
        return table.text
    }
}
