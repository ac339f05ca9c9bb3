internal import ArgumentParser
internal import Census

/// Who decides, and why: every entry has both.
struct DecisionOptions: ParsableArguments {
    @Option(help: help(zh: "理由", en: "Why."))
    var reason: String

    @Option(name: .person, help: help(zh: "处理人", en: "Who."))
    var actor: String

    func validate() throws {
        for value in [reason, actor] where value.isBlank {
            throw ValidationError(
                text(zh: "--reason 和 --by 不能为空", en: "--reason and --by must not be blank"))
        }
    }
}

/// A table for people: columns padded to the widest value, Chinese characters two wide.
func aligned(_ rows: [[String]]) -> String {
    let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
        rows.map { column < $0.count ? $0[column].displayWidth : 0 }.max() ?? 0
    }
    return rows.map { row in
        row.enumerated().map { column, value in
            column == row.count - 1
                ? value : value + String(repeating: " ", count: widths[column] - value.displayWidth)
        }.joined(separator: "  ")
    }.joined(separator: "\n")
}

extension String {
    /// Columns of a terminal: East Asian wide characters take two.
    fileprivate var displayWidth: Int {
        unicodeScalars.reduce(0) {
            $0 + (("\u{1100}"..."\u{115F}").contains($1) || ("\u{2E80}"..."\u{FFE6}").contains($1) ? 2 : 1)
        }
    }
}
