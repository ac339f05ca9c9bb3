public import Census
internal import Glibc

extension CSVFault {
    /// The fault in words, without the place.
    public var text: LocalizedText {
        switch kind {
        case .ragged(let expected, let got):
            LocalizedText(
                zh: "该行有 \(got) 个字段，表头有 \(expected) 个",
                en: "the row has \(got) fields, the header \(expected)")
        case .unterminatedQuote:
            LocalizedText(
                zh: "引号没有结束；请补上引号，或把字段中的引号写成两个",
                en: "a quote never closes; close it, or double the quotes inside the field")
        case .textAfterQuote(let column):
            LocalizedText(
                zh: "第 \(column) 列结束引号之后还有文字；字段中的引号要写成两个",
                en: "text follows the closing quote in column \(column); quotes inside a field are doubled")
        case .nulByte: LocalizedText(zh: "含有 NUL 字节", en: "the row holds a NUL byte")
        case .invalidText(let encoding, let offset):
            LocalizedText(
                zh: "文件第 \(offset) 字节处不是有效的 \(encoding.rawValue) 文字",
                en: "the bytes at file offset \(offset) are not valid \(encoding.rawValue)")
        case .otherEncoding(let found, let encoding, let offset):
            LocalizedText(
                zh: "文件第 \(offset) 字节处是 \(found.rawValue) 文字，文件其余是 \(encoding.rawValue)",
                en: "the text at file offset \(offset) is \(found.rawValue) in a file of \(encoding.rawValue)")
        }
    }
}

extension CSVError {
    /// The error in words: what, where, and what to do next.
    public var text: LocalizedText {
        switch self {
        case .missing(let path): LocalizedText(zh: "找不到文件 \(path)", en: "there is no file \(path)")
        case .isDirectory(let path):
            LocalizedText(zh: "\(path) 是文件夹，请给出文件", en: "\(path) is a folder; name a file")
        case .empty(let path): LocalizedText(zh: "文件 \(path) 是空的", en: "the file \(path) is empty")
        case .system(let call, let path, let code):
            LocalizedText(
                zh: "\(path)：\(call) 失败：\(systemMessage(code))（errno \(code)）",
                en: "\(path): \(call) failed: \(systemMessage(code)) (errno \(code))")
        case .recordTooLong(let path, let line, let limit):
            LocalizedText(
                zh: "\(path) 第 \(line) 行起的记录超过 \(limit) 字节，可能不是 CSV 文件",
                en: "\(path): the record at line \(line) exceeds \(limit) bytes; this may not be a CSV file")
        case .brokenHeader(let path, let fault):
            LocalizedText(
                zh: "\(path) 的表头无法读取：\(fault.text.chinese)",
                en: "\(path): the header cannot be read: \(fault.text.english)")
        case .unknownEncoding, .damagedUTF8, .unsupportedEncoding: encodingText
        }
    }

    private var encodingText: LocalizedText {
        switch self {
        case .unknownEncoding(let path, let utf8, let gb18030):
            LocalizedText(
                zh: "\(path) 既不是 UTF-8（偏移 \(utf8)）也不是 GB18030（偏移 \(gb18030)），请用 --encoding 指定",
                en:
                    "\(path) is neither UTF-8 (offset \(utf8)) nor GB18030 (offset \(gb18030)); give --encoding"
            )
        case .damagedUTF8(let path, let offset, let invalid):
            LocalizedText(
                zh: "\(path) 基本是 UTF-8，但有 \(invalid) 处损坏（首处偏移 \(offset)）；请修复，或用 --encoding utf-8 逐行列出",
                en:
                    "\(path) is nearly all UTF-8 but damaged in \(invalid) places (first at offset \(offset)); "
                    + "mend it, or give --encoding utf-8 to have the rows listed")
        case .unsupportedEncoding(let encoding):
            LocalizedText(
                zh: "本机不支持 \(encoding.rawValue) 编码，请先转换为 UTF-8",
                en: "this machine cannot convert \(encoding.rawValue); convert the file to UTF-8 first")
        default: LocalizedText(zh: "无法读取", en: "cannot be read")
        }
    }
}

/// The C library's sentence for an errno, in a buffer of our own so that threads do not share it.
private func systemMessage(_ code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    let failed = unsafe buffer.withUnsafeMutableBufferPointer { space in
        guard let start = space.baseAddress else { return true }
        return unsafe strerror_r(code, start, space.count) != 0
    }
    guard !failed else { return "errno \(code)" }
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
}
