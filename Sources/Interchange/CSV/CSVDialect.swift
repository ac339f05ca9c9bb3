/// How a CSV file separates its fields.
public enum CSVDelimiter: UInt8, CaseIterable, Sendable {
    /// `,`
    case comma = 0x2C
    /// `;`
    case semicolon = 0x3B
    /// The tab character.
    case tab = 0x09
    /// `|`
    case pipe = 0x7C

    /// The delimiter as text.
    public var character: Character { Character(Unicode.Scalar(rawValue)) }
}

extension CSVDelimiter {
    /// Guesses the delimiter from the start of a file, in UTF-8.
    ///
    /// Each candidate splits the first records; the one whose records most often have as many fields as the first
    /// record, and then the one with most fields, wins. A sample that none of them splits is a table of one
    /// column, for which `.comma` is returned.
    ///
    /// - Complexity: O(n) in the sample's bytes.
    public static func detect(inSample sample: [UInt8]) -> CSVDelimiter {
        var best: (delimiter: CSVDelimiter, agreeing: Int, fields: Int)?
        for candidate in [CSVDelimiter.comma, .tab, .semicolon, .pipe] {
            let counts = fieldCounts(of: sample, delimiter: candidate)
            guard let fields = counts.first, fields > 1 else { continue }
            let agreeing = counts.count { $0 == fields }
            if let best, (best.agreeing, best.fields) >= (agreeing, fields) { continue }
            best = (candidate, agreeing, fields)
        }
        return best?.delimiter ?? .comma
    }

    private static func fieldCounts(of sample: [UInt8], delimiter: CSVDelimiter) -> [Int] {
        var tokenizer = CSVTokenizer(delimiter: delimiter)
        var records = CSVRecords()
        var line = 1
        let piece = Array(sample.prefix(1 << 16))
        _ = tokenizer.tokenize(piece, isFinal: piece.count == sample.count, line: &line, into: &records)
        return (0..<min(records.count, 100)).map { records.fields(of: $0).count }
    }
}
