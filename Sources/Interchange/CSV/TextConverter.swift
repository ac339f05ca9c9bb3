internal import Glibc

/// Turns bytes of one encoding into UTF-8 through the C library's `iconv`, piece by piece.
///
/// Bytes that do not exist in the encoding become U+FFFD and are listed; a character cut by the end of a piece is
/// kept for the next one. Safe to use: the handle is private, opened once and closed once.
@safe
struct TextConverter: ~Copyable {
    /// A place where bytes were replaced: where in the source, and where in the output so far.
    struct Replacement {
        let sourceOffset: Int
        let outputOffset: Int
    }

    private let encoding: TextEncoding
    private let handle: iconv_t
    private var pending: [UInt8] = []
    /// Source bytes taken before `pending`.
    private var consumed = 0

    init(from encoding: TextEncoding) throws(CSVError) {
        let opened = unsafe iconv_open("UTF-8", encoding.rawValue)
        // iconv_open reports failure as the pointer −1.
        guard Int(bitPattern: opened) != -1, let opened = unsafe opened else {
            throw .unsupportedEncoding(encoding)
        }
        self.encoding = encoding
        unsafe handle = opened
    }

    deinit {
        unsafe _ = iconv_close(handle)
    }

    /// Converts the next piece and appends it to `output`.
    ///
    /// - Parameters:
    ///   - piece: the next bytes of the source.
    ///   - isFinal: no more bytes follow, so a cut character is an invalid one.
    ///   - output: where the UTF-8 goes.
    /// - Returns: the places where bytes were replaced, in order; offsets into `output` as a whole.
    mutating func convert(_ piece: [UInt8], isFinal: Bool, into output: inout [UInt8]) -> [Replacement] {
        var input = pending
        input.append(contentsOf: piece)
        var replacements: [Replacement] = []
        var start = 0
        while start < input.count {
            let step = run(input, from: start, into: &output)
            start = step.end
            guard step.needsRepair || (step.isCut && isFinal) else { break }
            replacements.append(Replacement(sourceOffset: consumed + start, outputOffset: output.count))
            output.append(contentsOf: [0xEF, 0xBF, 0xBD])
            start += step.isCut ? input.count - start : skipLength(remaining: input.count - start)
        }
        pending = Array(input[start...])
        consumed += start
        return replacements
    }

    private func skipLength(remaining: Int) -> Int {
        switch encoding {
        case .utf8, .gb18030: 1
        case .utf16LittleEndian, .utf16BigEndian: min(2, remaining)
        }
    }

    /// One run of `iconv` up to the end of the input, a bad byte, or a cut character.
    private func run(
        _ input: [UInt8], from start: Int, into output: inout [UInt8]
    ) -> (end: Int, needsRepair: Bool, isCut: Bool) {
        // UTF-8 takes at most 3 bytes for each 2 of UTF-16, and 2 for each byte of GB 18030.
        let room = (input.count - start) * 2 + 16
        let old = output.count
        output.append(contentsOf: repeatElement(0, count: room))
        var left = input.count - start
        var space = room
        var code: Int32 = 0
        unsafe input.withUnsafeBytes { source in
            unsafe output.withUnsafeMutableBytes { target in
                // iconv takes the input by a mutable pointer for historical reasons and does not write to it.
                var from = unsafe source.baseAddress.map {
                    unsafe UnsafeMutableRawPointer(mutating: $0 + start).assumingMemoryBound(to: CChar.self)
                }
                var to = unsafe target.baseAddress.map {
                    unsafe ($0 + old).assumingMemoryBound(to: CChar.self)
                }
                let result = unsafe iconv(handle, &from, &left, &to, &space)
                code = result == -1 ? errno : 0
            }
        }
        output.removeLast(space)
        return (input.count - left, code == EILSEQ, code == EINVAL)
    }
}
