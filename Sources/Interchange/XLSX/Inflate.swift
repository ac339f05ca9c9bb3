/// Unpacks a deflated stream into memory, at most so many bytes.
///
/// One table look-up decodes a symbol. Anything that the format forbids ends the unpacking as damaged; no input can make it
/// read outside its bytes or write beyond the limit.
///
/// Source: RFC 1951.
struct Inflate {
    /// How unpacking ended.
    enum Outcome {
        case whole([UInt8])
        case tooLong
        case damaged
    }

    private enum Stop: Error {
        case tooLong
        case damaged
    }

    private let input: ArraySlice<UInt8>
    private var place: Int
    private var bits: UInt64 = 0
    private var bitCount = 0
    private var output: [UInt8] = []
    private var limit = 0

    init(_ input: ArraySlice<UInt8>) {
        self.input = input
        place = input.startIndex
    }

    mutating func run(limit: Int) -> Outcome {
        self.limit = limit
        output.reserveCapacity(min(limit, input.count * 4))
        do throws(Stop) {
            while try !block() {}
            return .whole(output)
        } catch {
            return error == .tooLong ? .tooLong : .damaged
        }
    }

    /// Unpacks one block; `true` after the last.
    private mutating func block() throws(Stop) -> Bool {
        let isLast = try take(1) == 1
        switch try take(2) {
        case 0: try stored()
        case 1: try compressed(Self.fixedLengths, Self.fixedDistances)
        case 2:
            let (lengths, distances) = try dynamicTables()
            try compressed(lengths, distances)
        default: throw .damaged
        }
        return isLast
    }

    private mutating func stored() throws(Stop) {
        _ = try take(bitCount % 8)
        let count = try take(16)
        guard try take(16) == ~count & 0xFFFF else { throw .damaged }
        guard output.count + count <= limit else { throw .tooLong }
        for _ in 0..<count { output.append(UInt8(try take(8))) }
    }

    private mutating func compressed(_ lengths: HuffmanTable, _ distances: HuffmanTable) throws(Stop) {
        while true {
            let symbol = try symbol(lengths)
            if symbol < 256 {
                guard output.count < limit else { throw .tooLong }
                output.append(UInt8(symbol))
            } else if symbol == 256 {
                return
            } else {
                try copy(symbol - 257, distances)
            }
        }
    }

    private mutating func copy(_ code: Int, _ distances: HuffmanTable) throws(Stop) {
        guard code < Self.lengthBase.count else { throw .damaged }
        let length = Self.lengthBase[code] + (try take(Self.lengthExtra[code]))
        let far = try symbol(distances)
        guard far < Self.distanceBase.count else { throw .damaged }
        let distance = Self.distanceBase[far] + (try take(Self.distanceExtra[far]))
        guard distance <= output.count else { throw .damaged }
        guard output.count + length <= limit else { throw .tooLong }
        var from = output.count - distance
        for _ in 0..<length {
            output.append(output[from])
            from += 1
        }
    }

    private mutating func dynamicTables() throws(Stop) -> (HuffmanTable, HuffmanTable) {
        let literalCount = try take(5) + 257
        let distanceCount = try take(5) + 1
        let codeCount = try take(4) + 4
        var codeLengths = [UInt8](repeating: 0, count: 19)
        for index in 0..<codeCount { codeLengths[Self.codeOrder[index]] = UInt8(try take(3)) }
        guard let codes = HuffmanTable(codeLengths) else { throw .damaged }
        var lengths: [UInt8] = []
        while lengths.count < literalCount + distanceCount {
            let symbol = try symbol(codes)
            switch symbol {
            case 0..<16: lengths.append(UInt8(symbol))
            case 16:
                guard let last = lengths.last else { throw .damaged }
                lengths += Array(repeating: last, count: try take(2) + 3)
            case 17: lengths += Array(repeating: 0, count: try take(3) + 3)
            default: lengths += Array(repeating: 0, count: try take(7) + 11)
            }
        }
        guard lengths.count == literalCount + distanceCount,
            let literals = HuffmanTable(Array(lengths[..<literalCount])),
            let distances = HuffmanTable(Array(lengths[literalCount...]))
        else { throw .damaged }
        return (literals, distances)
    }

    private mutating func fill() {
        while bitCount <= 48, place < input.endIndex {
            bits |= UInt64(input[place]) << UInt64(bitCount)
            place += 1
            bitCount += 8
        }
    }

    private mutating func take(_ count: Int) throws(Stop) -> Int {
        if bitCount < count { fill() }
        guard bitCount >= count else { throw .damaged }
        let value = Int(bits & ((1 << UInt64(count)) - 1))
        bits >>= UInt64(count)
        bitCount -= count
        return value
    }

    private mutating func symbol(_ table: HuffmanTable) throws(Stop) -> Int {
        if bitCount < 15 { fill() }
        let entry = table.entries[Int(bits & table.mask)]
        let length = Int(entry & 15)
        guard length > 0, length <= bitCount else { throw .damaged }
        bits >>= UInt64(length)
        bitCount -= length
        return Int(entry >> 4)
    }

    private static let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    private static let lengthBase = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163,
        195,
        227, 258,
    ]
    private static let lengthExtra = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBase = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073,
        4097,
        6145, 8193, 12289, 16385, 24577,
    ]
    private static let distanceExtra = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]
    private static let fixedLengths = HuffmanTable(
        unchecked: Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112)
            + Array(repeating: 7, count: 24) + Array(repeating: 8, count: 8))
    private static let fixedDistances = HuffmanTable(unchecked: Array(repeating: 5, count: 30))
}

/// A code of variable length as a table over its longest code.
struct HuffmanTable {
    /// For the next bits, the symbol and in the low four bits the length of its code; 0 where there is no code.
    fileprivate let entries: [UInt16]
    fileprivate let mask: UInt64

    /// Makes a table from the lengths of the symbols' codes; `nil` when they claim more codes than there are.
    init?(_ lengths: [UInt8]) {
        var left = 1
        for length in 1...15 {
            left = left << 1 - lengths.count { $0 == length }
            guard left >= 0 else { return nil }
        }
        self.init(unchecked: lengths)
    }

    fileprivate init(unchecked lengths: [UInt8]) {
        let longest = max(1, Int(lengths.max() ?? 1))
        var entries = [UInt16](repeating: 0, count: 1 << longest)
        var code = 0
        for length in 1...longest {
            for symbol in lengths.indices where Int(lengths[symbol]) == length {
                // Codes are packed from their most significant bit, the stream from its least.
                var reversed = 0
                for bit in 0..<length where code >> bit & 1 == 1 { reversed |= 1 << (length - 1 - bit) }
                for place in stride(from: reversed, to: 1 << longest, by: 1 << length) {
                    entries[place] = UInt16(symbol << 4 | length)
                }
                code += 1
            }
            code <<= 1
        }
        self.entries = entries
        mask = UInt64(1 << longest - 1)
    }
}
