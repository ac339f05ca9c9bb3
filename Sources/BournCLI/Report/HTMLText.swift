internal import Census

/// Text made safe to stand in HTML and SVG, between tags and in quoted attributes.
func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for character in text {
        switch character {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&#39;"
        default: result.append(character)
        }
    }
    return result
}

extension LocalizedText {
    /// Both languages side by side; the page shows one of them.
    var html: String {
        "<span lang=\"zh\">\(escaped(chinese))</span><span lang=\"en\">\(escaped(english))</span>"
    }
}

extension LocalizedText {
    /// Both languages inside a text of SVG; the page shows one of them.
    var svg: String {
        "<tspan lang=\"zh\">\(escaped(chinese))</tspan><tspan lang=\"en\">\(escaped(english))</tspan>"
    }
}

/// A table of a report: its columns and rows, all text, escaped here and nowhere else.
struct HTMLTable {
    /// How a column is set.
    enum Style: String {
        case text = ""
        case number
        case code
    }

    private let columns: [(title: LocalizedText, style: Style)]
    private var rows: [[String]] = []

    init(_ columns: [(title: LocalizedText, style: Style)]) { self.columns = columns }

    /// Adds a row of plain texts, one for each column.
    mutating func add(_ cells: [String]) {
        add(html: cells.map(escaped))
    }

    /// Adds a row of cells that are HTML already.
    mutating func add(html cells: [String]) {
        precondition(cells.count == columns.count, "a row needs a cell for each column of its table")
        rows.append(cells)
    }

    /// The table as HTML.
    ///
    /// - Parameters:
    ///   - caption: What was left out, if anything.
    ///   - running: What stands above the heads of the columns on every printed page, so that a loose page tells where it
    ///     belongs.
    /// - Returns: The table element.
    func html(caption: LocalizedText? = nil, running: String? = nil) -> String {
        let head = columns.map { "<th class=\"\($0.style.rawValue)\">\($0.title.html)</th>" }.joined()
        let body = rows.map { cells in
            "<tr>" + zip(cells, columns).map { "<td class=\"\($1.style.rawValue)\">\($0)</td>" }.joined()
                + "</tr>"
        }
        let above = running.map {
            "<tr class=\"running\"><th colspan=\"\(columns.count)\">\(escaped($0))</th></tr>"
        }
        return """
            <table>\(caption.map { "<caption>\($0.html)</caption>" } ?? "")
            <thead>\(above ?? "")<tr>\(head)</tr></thead>
            <tbody>
            \(body.joined(separator: "\n"))
            </tbody></table>
            """
    }
}
