internal import Census
internal import Coverage
internal import Foundation
internal import GeoModel
internal import GeoPackageStore

/// The areas of all levels of a hierarchy, each level asked about by itself.
struct LevelledCoverage {
    /// One level and what the checker is asked about it.
    struct Level {
        /// The level's name as the data give it.
        let name: String
        /// The level of the areas it must fill; `nil` at the top.
        let parentName: String?
        /// The level's areas, and those they must fill.
        let question: CoverageQuestion
    }

    /// The levels, from the coarsest to the finest.
    let levels: [Level]

    /// Reads every level of a source.
    ///
    /// A workspace gives its divisions, its blocks and its zones. Any other source gives one layer of areas of all
    /// levels or, where parents are named, the finest level to the parents' own levels. A row tells its level by the
    /// field `level`, or else by the length of its code.
    ///
    /// - Parameters:
    ///   - source: The zones, or areas of all levels.
    ///   - options: How to read them.
    ///   - above: Where the levels above are, and the field with the parent's code.
    ///   - console: Where progress is shown.
    /// - Returns: The levels.
    /// - Throws: Any error of opening and reading, and `SourceError.noLevel`.
    static func read(
        _ source: String, options: SourceOptions, above: ParentLevelOptions, console: Console
    ) async throws -> LevelledCoverage {
        let reader = LevelReader(parentField: above.parentField, console: console)
        if let parents = above.parents {
            let divisions = try await reader.allLevels(parents, above.options)
            let name = options.layer ?? URL(fileURLWithPath: source).deletingPathExtension().lastPathComponent
            return try await LevelledCoverage(
                divisions.appending(reader.oneLevel(source, options, named: name)), path: source)
        }
        guard options.layer == nil, Workspace.isWorkspace(at: source) else {
            return try await LevelledCoverage(reader.allLevels(source, options), path: source)
        }
        let counts = try Workspace.open(at: source).counts()
        var all: AreaSource?
        for kind in [ImportKind.divisions, .blocks, .zones] where counts[kind, default: 0] > 0 {
            var layer = options
            layer.layer = kind.layerName
            let areas =
                try await
                (kind == .divisions
                ? reader.allLevels(source, layer)
                : reader.oneLevel(source, layer, named: kind.layerName))
            all = try all?.appending(areas) ?? areas
        }
        guard let all else { throw SourceError.nothingReadable(path: source, rows: 0) }
        return try LevelledCoverage(all, path: source)
    }

    /// Tells the levels of areas apart whose values are the parent's code and the level.
    private init(_ areas: AreaSource, path: String) throws {
        let names = try areas.codes.indices.map { row throws(SourceError) in
            if let name = areas.values[row][1], !name.isEmpty { return name }
            throw SourceError.noLevel(path: path, code: areas.codes[row])
        }
        let parentCodes = areas.values.map { $0[0] ?? "" }
        let order = LevelOrder(codes: areas.codes, parentCodes: parentCodes, names: names)
        levels = order.levels.map { level in
            let places = Dictionary(uniqueKeysWithValues: level.areas.enumerated().map { ($1, $0) })
            return Level(
                name: level.name, parentName: level.parentLevel,
                question: CoverageQuestion(
                    zones: areas.rows(level.areas),
                    parents: level.parents.isEmpty ? nil : areas.rows(level.parents),
                    parentOfZone: level.parentOfArea,
                    orphans: level.orphans.compactMap { area in
                        places[area].map { (zone: $0, parent: parentCodes[area]) }
                    }))
        }
    }
}

/// Reads areas with the code of the parent and the name of the level of each.
private struct LevelReader {
    let parentField: String
    let console: Console

    /// A layer that holds several levels: a row's field `level` tells its own, or else the length of its code.
    func allLevels(_ path: String, _ options: SourceOptions) async throws -> AreaSource {
        try await AreaSource.read(
            path, options: options, fields: [parentField], optionalFields: ["level"],
            preferredLayers: ["division"], console: console
        ).withValues { code, values in [values[0], values[1] ?? Self.level(ofCode: code)] }
    }

    /// A layer that is one level, whatever its rows say.
    func oneLevel(_ path: String, _ options: SourceOptions, named name: String) async throws -> AreaSource {
        try await AreaSource.read(
            path, options: options, fields: [parentField], preferredLayers: ["zone", "block"],
            console: console
        ).withValues { _, values in [values[0], name] }
    }

    private static func level(ofCode code: String) -> String? {
        do throws(CodeRefusal) {
            return LevelTitle.word(of: try DivisionCode(code).level)
        } catch {
            return nil  // The reader of the levels names the row.
        }
    }
}

/// What people call a level.
enum LevelTitle {
    /// The word that data use for a division's level.
    static func word(of level: DivisionLevel) -> String {
        switch level {
        case .province: "province"
        case .city: "city"
        case .county: "county"
        case .township: "town"
        case .village: "village"
        }
    }

    /// A word that a level has.
    static func isKnown(_ word: String) -> Bool {
        DivisionLevel.allCases.contains { Self.word(of: $0) == word }
            || ["township", "functional-zone", ImportKind.blocks.layerName, ImportKind.zones.layerName]
                .contains(word)
    }

    /// The title of a level by the word that the data use; the word itself where nothing else is known.
    static func text(_ word: String) -> LocalizedText {
        let divisions = DivisionLevel.allCases.first { Self.word(of: $0) == word }
        if let divisions { return LocalizedText(zh: divisions.text.chinese, en: word) }
        return switch word {
        case "township": LocalizedText(zh: DivisionLevel.township.text.chinese, en: word)
        case "functional-zone": LocalizedText(zh: "功能区", en: "functional zone")
        case ImportKind.blocks.layerName: LocalizedText(zh: "普查区", en: "census block")
        case ImportKind.zones.layerName: LocalizedText(zh: "普查小区", en: "census zone")
        default: LocalizedText(zh: word, en: word)
        }
    }
}
