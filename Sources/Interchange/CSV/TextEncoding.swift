/// An encoding that a CSV file can be read in.
public enum TextEncoding: String, CaseIterable, Sendable {
    /// UTF-8, with or without a byte order mark.
    case utf8 = "UTF-8"
    /// GB 18030, which includes GBK and GB 2312: what Chinese Excel writes by default.
    case gb18030 = "GB18030"
    /// UTF-16, least byte first: Excel's "Unicode text".
    case utf16LittleEndian = "UTF-16LE"
    /// UTF-16, greatest byte first.
    case utf16BigEndian = "UTF-16BE"

    /// Reads the names people use (`utf8`, `UTF-8`, `gbk`, `gb2312`, `gb18030`, `utf-16le` …) in any case.
    public init?(name: String) {
        switch name.lowercased().filter({ $0 != "-" && $0 != "_" }) {
        case "utf8", "utf8bom", "utf8sig": self = .utf8
        case "gb18030", "gbk", "gb2312", "cp936", "936": self = .gb18030
        case "utf16le": self = .utf16LittleEndian
        case "utf16be": self = .utf16BigEndian
        default: return nil
        }
    }

    /// The bytes that mark the encoding at the start of a file.
    var byteOrderMark: [UInt8] {
        switch self {
        case .utf8: [0xEF, 0xBB, 0xBF]
        case .gb18030: [0x84, 0x31, 0x95, 0x33]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        }
    }
}
