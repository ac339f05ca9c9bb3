internal import ArgumentParser

/// Options that name the level above, which the zones must fill.
struct ParentLevelOptions: ParsableArguments {
    @Option(help: help(zh: "上级区域，小区应恰好填满它们", en: "The parents, which the zones must fill exactly."))
    var parents: String?

    @Option(help: help(zh: "上级区域的图层", en: "Layer of the parents."))
    var parentsLayer: String?

    @Option(
        help: help(
            zh: "小区中上级代码的字段",
            en: "Field of the zones with the parent's code."))
    var parentField = "parent_code"

    /// Reads the zones and, where they are named, their parents.
    ///
    /// - Parameters:
    ///   - source: The zones.
    ///   - options: How to read them.
    ///   - console: Where progress is shown.
    /// - Returns: What to ask the checker.
    /// - Throws: Any error of opening and reading.
    func question(
        _ source: String, options: SourceOptions, console: Console
    ) async throws -> CoverageQuestion {
        try await CoverageQuestion.read(
            source, options: options, parentsPath: parents, parentOptions: self.options,
            parentField: parentField, console: console)
    }

    /// How the parents are read.
    var options: SourceOptions {
        var options = SourceOptions()
        (options.layer, options.crs, options.codeField) = (parentsLayer, nil, "code")
        return options
    }
}
