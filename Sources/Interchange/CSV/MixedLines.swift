/// Finds lines of UTF-8 in a file that is read as GB 18030.
///
/// Nearly all of such lines are valid GB 18030 too and would come out as nonsense, `普查` as `鏅煡`. The other way round, text in
/// GB 18030 is valid UTF-8 only by a rare accident of its characters: a line counts as UTF-8 when all of it is, with two
/// Chinese characters at least and none of scripts that no list of a census has. Of lines of three common characters, the
/// shortest that can be both, about one in half a million is. A line end is no part of any longer sequence in either encoding.
struct MixedLines {
    /// The offset in the file of the first byte beyond ASCII of each line of UTF-8.
    private(set) var utf8: [Int] = []
    /// How many lines are no UTF-8.
    private(set) var others = 0

    private var first: Int?
    private var isValid = true
    private var chinese = 0
    private var needed = 0
    private var lower: UInt8 = 0x80

    /// More lines are in UTF-8 than are not.
    var isMostlyUTF8: Bool { utf8.count > others }

    /// Looks through a source that can be read again, and leaves it at its start.
    ///
    /// - Complexity: O(n) in the bytes; 8 bytes for each line found.
    init(_ source: inout ByteSource) throws(CSVError) {
        try source.rewind()
        var piece: [UInt8] = []
        var offset = 0
        while try source.read(1 << 18, into: &piece) > 0 {
            for (index, byte) in piece.enumerated() { take(byte, at: offset + index) }
            offset += piece.count
            piece.removeAll(keepingCapacity: true)
        }
        endLine()
        try source.rewind()
    }

    private mutating func take(_ byte: UInt8, at offset: Int) {
        if byte < 0x80 {
            if needed > 0 { isValid = false }
            needed = 0
            if byte == 0x0A, first != nil { endLine() }
            return
        }
        if first == nil { first = offset }
        if needed > 0 {
            proceed(byte)
        } else {
            begin(byte)
        }
    }

    private mutating func begin(_ byte: UInt8) {
        lower = 0x80
        switch byte {
        case 0xC2...0xDF: needed = 1
        // Signs and full-width forms, U+2000 to U+3FFF and U+F000 to U+FFFF.
        case 0xE2, 0xE3, 0xEF: needed = 2
        // The Chinese characters of all lists, U+4000 to U+9FFF.
        case 0xE4...0xE9:
            needed = 2
            chinese += 1
        case 0xF0: (needed, lower) = (3, 0x90)
        default: isValid = false
        }
    }

    private mutating func proceed(_ byte: UInt8) {
        if byte < lower || byte > 0xBF { isValid = false }
        lower = 0x80
        needed -= 1
    }

    private mutating func endLine() {
        if let first {
            if isValid, needed == 0, chinese >= 2 {
                utf8.append(first)
            } else {
                others += 1
            }
        }
        (first, isValid, chinese, needed) = (nil, true, 0, 0)
    }
}
