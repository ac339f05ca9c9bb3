internal import Census
internal import GeoModel
internal import GeoPackageStore

/// Reads the parents of one level.
enum ParentSource {
    /// Reads the areas that zones name as their parents, and their peers.
    ///
    /// Divisions of all levels often stand in one layer. Where it has a field `level`, only the rows of the levels that
    /// the zones name are parents, so that a parent without any zone is still found and a county is not taken for a town.
    ///
    /// - Parameters:
    ///   - path: The source.
    ///   - options: Its layer and code field.
    ///   - named: The codes that the zones name.
    ///   - reference: The zones' reference; the parents are brought into it.
    ///   - console: Where progress is shown.
    /// - Returns: The parents, in the zones' reference.
    /// - Throws: Any error of opening and reading.
    static func read(
        _ path: String, options: SourceOptions, named: Set<String>, reference: CRSIdentifier, console: Console
    ) async throws -> AreaSource {
        let levelled = try await AreaSource.read(
            path, options: options, optionalFields: ["level"], preferredLayers: ["division"], console: console
        )
        guard !levelled.codes.isEmpty else { throw SourceError.nothingReadable(path: path, rows: 0) }
        if levelled.reference != reference {
            console.note(
                text(
                    zh: "上级区域已由 \(levelled.reference) 换算到 \(reference)；换算的舍入会在界线上留下细小的出入",
                    en:
                        "the parents were brought from \(levelled.reference) to \(reference): rounding may leave slivers along their borders"
                ))
        }
        guard levelled.values.contains(where: { $0[0] != nil }) else {
            return try levelled.converted(to: reference)
        }
        let levels = Set(
            levelled.codes.indices.filter { named.contains(levelled.codes[$0]) }.map {
                levelled.values[$0][0]
            })
        let left = levelled.codes.indices.filter { row in
            guard !levels.contains(levelled.values[row][0]) else { return false }
            return !LevelTitle.isKnown(levelled.values[row][0] ?? "")
        }
        if let first = left.first {
            console.note(
                text(
                    zh: "\(path) 有 \(left.count) 行的 level 未填或不认识（如 \(levelled.codes[first])），没有参加比较",
                    en:
                        "\(left.count) rows of \(path) have no level, or one that is not known (\(levelled.codes[first]), for one), and were not compared"
                ))
        }
        return try levelled.filtered { levels.contains(levelled.values[$0][0]) }.converted(to: reference)
    }
}
