internal import Census
internal import GeoModel

/// How many rows say which reference, and what became of them.
struct ReferenceTally: Sendable {
    /// The rows of one word.
    struct Entry: Sendable {
        /// How many.
        fileprivate(set) var rows: Int
        /// The first, from 1.
        fileprivate(set) var first: Int
        /// How they are read.
        let reading: RowReference
    }

    private(set) var entries: [String: Entry] = [:]

    /// Words that cannot be used are told apart up to so many; the rest is one.
    private static let mostWords = 30
    private static let otherWords = "…"

    /// Adds rows.
    mutating func add(_ rows: Int, first: Int, saying word: String, _ reading: RowReference) {
        let isKept = entries[word] != nil || entries.count < Self.mostWords || reading.refusal == nil
        let word = isKept ? word : Self.otherWords
        if let entry = entries[word] {
            entries[word]?.rows += rows
            entries[word]?.first = min(entry.first, first)
        } else {
            entries[word] = Entry(rows: rows, first: first, reading: reading)
        }
    }

    /// Adds what was said in rows after others.
    mutating func add(_ other: ReferenceTally, rowsBefore before: Int) {
        for (word, entry) in other.entries.sorted(by: { $0.value.first < $1.value.first }) {
            add(entry.rows, first: before + entry.first, saying: word, entry.reading)
        }
    }

    /// Rows that are not read as they say, with the reason.
    var notes: [LocalizedText] {
        sorted.compactMap { word, entry in
            let rows = LocalizedText(
                zh: "\(entry.rows) 行（首见第 \(entry.first) 行）",
                en: "\(entry.rows) rows (first row \(entry.first))")
            if word == Self.otherWords {
                return LocalizedText(
                    zh: "\(rows.chinese)写有更多不能使用的坐标系，无法定位",
                    en: "\(rows.english) say still other words that cannot be used, and cannot be located")
            }
            if let refusal = entry.reading.refusal {
                return LocalizedText(
                    zh: "\(rows.chinese)无法定位：\(refusal.chinese)",
                    en: "\(rows.english) cannot be located: \(refusal.english)")
            }
            guard entry.reading.doubt != nil, let reference = entry.reading.reference else { return nil }
            return LocalizedText(
                zh: "\(rows.chinese)自称坐标系为 \(word)，按声明的 \(reference) 读取；请核实",
                en:
                    "\(rows.english) say that they are in \(word) and were read as \(reference), as declared; verify"
            )
        }
    }

    /// A line for each word that rows say.
    var lines: [LocalizedText] {
        sorted.map { word, entry in
            let read = entry.reading.reference.map { "\($0)" }
            return LocalizedText(
                zh: "坐标系“\(word)” → \(read ?? "未读取")  \(entry.rows)",
                en: "reference “\(word)” → \(read ?? "not read")  \(entry.rows)")
        }
    }

    /// The words for programs.
    var json: JSONValue {
        .array(
            sorted.map { word, entry in
                .object([
                    JSONMember("word", .string(word)), JSONMember("rows", .number(JSONNumber(entry.rows))),
                    JSONMember("first_row", .number(JSONNumber(entry.first))),
                    JSONMember("read_as", entry.reading.reference.map { .string("\($0)") } ?? .null),
                    JSONMember("reason", entry.reading.refusal.map { .string($0[.invoked]) } ?? .null),
                ])
            })
    }

    private var sorted: [(word: String, entry: Entry)] {
        entries.sorted { $0.key < $1.key }.map { (word: $0.key, entry: $0.value) }
    }
}
