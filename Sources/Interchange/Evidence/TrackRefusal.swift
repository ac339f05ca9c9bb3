public import Census

/// Why a track is not taken in.
public enum TrackRefusal: Error, Hashable, Sendable {
    /// No point of it has a time, so it says nothing about a photo.
    case withoutTimes
    /// It has more bytes than any survey walks.
    case tooLarge(mostBytes: Int)
    /// It has a document type, whose entities could expand without end.
    case documentType
    /// It is no well-formed XML from this byte on.
    case malformed(byte: Int)
    /// The program that reads it gave up, with its word.
    case program(String)

    init(_ failure: XMLScanner.Failure) {
        switch failure {
        case .documentType: self = .documentType
        case .malformed(let byte): self = .malformed(byte: byte)
        }
    }

    /// The reason in both languages; the word of a program is its own.
    public var text: LocalizedText {
        switch self {
        case .withoutTimes: LocalizedText(zh: "轨迹没有一个点带时间", en: "no point of the track has a time")
        case .tooLarge(let most):
            LocalizedText(zh: "文件超过 \(most) 字节", en: "it is larger than \(most) bytes")
        case .documentType:
            LocalizedText(
                zh: "含文档类型声明，其实体可能无限展开",
                en: "it has a document type, whose entities could expand without end")
        case .malformed(let byte):
            LocalizedText(zh: "第 \(byte) 字节处不是合格的 XML", en: "no well-formed XML at byte \(byte)")
        case .program(let word): LocalizedText(zh: "ogr2ogr 报告：\(word)", en: "ogr2ogr says: \(word)")
        }
    }
}
