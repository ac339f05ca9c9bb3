/// A workbook's parts: its sheets, texts and styles.
///
/// Source: ECMA-376 part 1, sections 18.2 (workbook), 18.3 (sheets), 18.4 (shared strings) and 18.8 (styles).
struct Workbook {
    /// The most bytes that one part may unpack to.
    static let partLimit = 1 << 29

    let archive: ZipArchive
    /// The sheets in the order of their tabs, with the names of their parts.
    private(set) var sheets: [(name: String, part: String)] = []
    /// Days are counted from 1904 rather than 1900.
    private(set) var startsIn1904 = false
    /// The texts that cells name by number.
    private(set) var texts: [String] = []
    /// For each style of a cell, whether it shows a number as a date or time.
    private(set) var showsDate: [Bool] = []

    private var path: String { archive.path }

    init(_ archive: ZipArchive) throws(SheetError) {
        self.archive = archive
        let name = try target(ofType: "/officeDocument", in: "_rels/.rels", folder: "") ?? "xl/workbook.xml"
        try readWorkbook(name)
        let folder = Self.folder(of: name)
        let relations = "\(folder)_rels/\(name.dropFirst(folder.count)).rels"
        if let part = try target(ofType: "/sharedStrings", in: relations, folder: folder) {
            try readTexts(part)
        }
        if let part = try target(ofType: "/styles", in: relations, folder: folder) { try readStyles(part) }
    }

    /// Unpacks a part that must be there.
    func bytes(_ part: String) throws(SheetError) -> [UInt8] {
        guard let found = try archive.unpack(part, limit: Self.partLimit) else {
            throw .missingPart(path: path, part: part)
        }
        // Two bytes a character would be another encoding than the scanner reads.
        guard found.count < 2 || !(found[0] >= 0xFE && found[1] >= 0xFE) else {
            throw .badXML(path: path, part: part, offset: 0)
        }
        return found
    }

    /// Calls `body` at every tag and text of a part.
    func scan(
        _ part: String, bytes: [UInt8], from offset: Int = 0,
        _ body: (inout XMLScanner, XMLScanner.Event) throws(SheetError) -> Bool
    ) throws(SheetError) {
        var scanner = XMLScanner(bytes, from: offset)
        while true {
            let event: XMLScanner.Event?
            do throws(XMLScanner.Failure) { event = try scanner.next() } catch {
                switch error {
                case .malformed(let offset): throw SheetError.badXML(path: path, part: part, offset: offset)
                case .documentType: throw SheetError.documentType(path: path, part: part)
                }
            }
            guard let event, try body(&scanner, event) else { return }
        }
    }

    private mutating func readWorkbook(_ part: String) throws(SheetError) {
        let folder = Self.folder(of: part)
        let targets = try relations("\(folder)_rels/\(part.dropFirst(folder.count)).rels", folder: folder)
        var found: [(name: String, part: String)] = []
        var is1904 = false
        try scan(part, bytes: try bytes(part)) { scanner, event throws(SheetError) in
            guard case .start = event else { return true }
            if scanner.isNamed("workbookPr") {
                let flag = scanner.attribute("date1904")
                is1904 = flag == "1" || flag == "true"
            } else if scanner.isNamed("sheet"), let name = scanner.attribute("name"),
                let id = scanner.attribute("id"), let target = targets.first(where: { $0.id == id })
            {
                found.append((name, target.part))
            }
            return true
        }
        (sheets, startsIn1904) = (found, is1904)
    }

    private mutating func readTexts(_ part: String) throws(SheetError) {
        var found: [String] = []
        var current = ""
        var isText = false
        var isPhonetic = false
        try scan(part, bytes: try bytes(part)) { scanner, event throws(SheetError) in
            switch event {
            case .start(let isEmpty):
                if scanner.isNamed("si") {
                    current = ""
                    if isEmpty { found.append("") }
                } else if scanner.isNamed("t") {
                    isText = !isEmpty && !isPhonetic
                } else if scanner.isNamed("rPh") {
                    isPhonetic = !isEmpty
                }
            case .text: if isText { current += scanner.text }
            case .end:
                if scanner.isNamed("si") { found.append(current) }
                if scanner.isNamed("t") { isText = false }
                if scanner.isNamed("rPh") { isPhonetic = false }
            }
            return true
        }
        texts = found
    }

    private mutating func readStyles(_ part: String) throws(SheetError) {
        var custom: [Int: String] = [:]
        var found: [Bool] = []
        var isInCells = false
        try scan(part, bytes: try bytes(part)) { scanner, event throws(SheetError) in
            switch event {
            case .start:
                if scanner.isNamed("numFmt"), let id = scanner.attribute("numFmtId").flatMap({ Int($0) }) {
                    custom[id] = scanner.attribute("formatCode")
                } else if scanner.isNamed("cellXfs") {
                    isInCells = true
                } else if isInCells, scanner.isNamed("xf") {
                    let id = scanner.attribute("numFmtId").flatMap { Int($0) } ?? 0
                    found.append(NumberFormat.showsDate(id: id, code: custom[id]))
                }
            case .end: if scanner.isNamed("cellXfs") { isInCells = false }
            case .text: break
            }
            return true
        }
        showsDate = found
    }

    private func target(ofType ending: String, in part: String, folder: String) throws(SheetError) -> String?
    {
        try relations(part, folder: folder).first { $0.type.hasSuffix(ending) }?.part
    }

    private func relations(
        _ part: String, folder: String
    ) throws(SheetError) -> [(id: String, type: String, part: String)] {
        guard let bytes = try archive.unpack(part, limit: Self.partLimit) else { return [] }
        var found: [(id: String, type: String, part: String)] = []
        try scan(part, bytes: bytes) { scanner, event throws(SheetError) in
            if case .start = event, scanner.isNamed("Relationship"), let id = scanner.attribute("Id"),
                let target = scanner.attribute("Target")
            {
                let place =
                    target.hasPrefix("/") ? String(target.dropFirst()) : Self.resolved(folder + target)
                found.append((id, scanner.attribute("Type") ?? "", place))
            }
            return true
        }
        return found
    }

    private static func folder(of part: String) -> String {
        part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
    }

    private static func resolved(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}

/// What a number format shows.
enum NumberFormat {
    /// The format shows a date or a time of day.
    static func showsDate(id: Int, code: String?) -> Bool {
        guard let code else {
            return (14...22).contains(id) || (27...36).contains(id) || (45...47).contains(id)
                || (50...58).contains(id)
        }
        var isQuoted = false
        var isBracketed = false
        var isEscaped = false
        for character in code.lowercased() {
            if isEscaped {
                isEscaped = false
            } else if isQuoted {
                isQuoted = character != "\""
            } else if isBracketed {
                isBracketed = character != "]"
            } else {
                switch character {
                case "\"": isQuoted = true
                case "[": isBracketed = true
                case "\\", "_", "*": isEscaped = true
                case "y", "m", "d", "h", "s": return true
                default: break
                }
            }
        }
        return false
    }
}
