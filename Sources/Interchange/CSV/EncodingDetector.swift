/// Finds out the encoding of a file from all of its bytes.
enum EncodingDetector {
    /// Decides between the encodings of `TextEncoding`.
    ///
    /// A byte order mark decides. Otherwise what is valid UTF-8 throughout is UTF-8, and what is not but is valid
    /// GB 18030 throughout is that. UTF-8 text with a few damaged places can also be valid GB 18030 by accident,
    /// and would come out as nonsense; a file with at least ten well-formed multibyte sequences for each ill-formed
    /// one is therefore refused as damaged UTF-8. The whole of a regular file is read once for this; of a pipe only
    /// the first piece, which `sample` holds.
    ///
    /// - Complexity: O(n) in the bytes; memory for one piece.
    static func detect(_ source: inout ByteSource, sample: [UInt8]) throws(CSVError) -> TextEncoding {
        for encoding in [TextEncoding.utf8, .gb18030, .utf16LittleEndian, .utf16BigEndian]
        where sample.starts(with: encoding.byteOrderMark) {
            return encoding
        }
        var scan = UTF8Scan(keepingOffsets: 1)
        try eachPiece(of: &source, sample: sample) { piece, _ in
            unsafe piece.withUnsafeBufferPointer { unsafe scan.scan($0) }
            return true
        }
        if source.isRewindable { scan.finish() }
        guard let first = scan.invalidOffsets.first else { return .utf8 }
        if scan.multibyte >= 10 * scan.invalid {
            throw .damagedUTF8(path: source.path, offset: first, invalid: scan.invalid)
        }
        guard let invalid = try firstInvalidGB18030(&source, sample: sample) else {
            guard source.isRewindable else { return .gb18030 }
            // Of a file that two programs wrote, what fewer lines are in is refused line by line.
            return try MixedLines(&source).isMostlyUTF8 ? .utf8 : .gb18030
        }
        throw .unknownEncoding(path: source.path, invalidUTF8At: first, invalidGB18030At: invalid)
    }

    private static func firstInvalidGB18030(
        _ source: inout ByteSource, sample: [UInt8]
    ) throws(CSVError) -> Int? {
        var converter = try TextConverter(from: .gb18030)
        let isWhole = source.isRewindable
        var found: Int?
        var output: [UInt8] = []
        try eachPiece(of: &source, sample: sample) { piece, isFinal in
            output.removeAll(keepingCapacity: true)
            found = converter.convert(piece, isFinal: isFinal && isWhole, into: &output).first?.sourceOffset
            return found == nil
        }
        return found
    }

    /// Hands the bytes to `body` in pieces until it answers `false`, and leaves a rewindable source at its start.
    private static func eachPiece(
        of source: inout ByteSource, sample: [UInt8], _ body: ([UInt8], _ isFinal: Bool) -> Bool
    ) throws(CSVError) {
        guard source.isRewindable else {
            _ = body(sample, true)
            return
        }
        try source.rewind()
        var piece: [UInt8] = []
        var goesOn = true
        while goesOn {
            piece.removeAll(keepingCapacity: true)
            let got = try source.read(1 << 18, into: &piece)
            goesOn = body(piece, got == 0) && got > 0
        }
        try source.rewind()
    }
}
