internal import GeoModel

extension RefusalReason {
    /// The reason for people: what is wrong and what to do next.
    public var text: LocalizedText {
        switch self {
        case .missingValue:
            LocalizedText(
                zh: "缺少必填值；请补充后重新导入该行", en: "a required value is missing; fill it in and import the row again"
            )
        case .code(let refusal): refusal.text
        case .notANumber: LocalizedText(zh: "不是数字", en: "not a number")
        case .duplicateCode(let first):
            LocalizedText(
                zh: "代码与第 \(first) 行重复；同一代码只能出现一次",
                en: "the code is that of row \(first) already; a code may stand only once")
        case .noGeometry: LocalizedText(zh: "没有几何图形", en: "there is no geometry")
        case .wrongGeometry(let found):
            LocalizedText(
                zh: "几何类型不符：\(found)", en: "the geometry is a \(found), which this layer cannot hold")
        case .damagedGeometry(let damage): damage.text
        case .exchangedAxes(let position):
            LocalizedText(
                zh: "经纬度疑似颠倒（\(position.x), \(position.y)）；请用 --swap-axes 声明",
                en: "longitude and latitude look exchanged (\(position.x), \(position.y)); "
                    + "declare it with --swap-axes if so")
        case .outOfRange(let position, let reference):
            LocalizedText(
                zh: "坐标（\(position.x), \(position.y)）超出 \(reference) 的范围；请核对 --crs",
                en: "the coordinate (\(position.x), \(position.y)) lies outside \(reference); check --crs")
        case .ragged(let expected, let found):
            LocalizedText(
                zh: "该行有 \(found) 列，表头有 \(expected) 列；请检查分隔符和引号",
                en: "the row has \(found) columns but the header \(expected); check separators and quotes")
        case .unterminatedQuote:
            LocalizedText(zh: "引号没有结束", en: "a quoted value is never ended")
        case .textAfterQuote(let column):
            LocalizedText(
                zh: "第 \(column) 列的引号之后还有文字；值中的引号应写两遍",
                en: "text follows the closing quote in column \(column); write a quote inside a value twice")
        case .nulByte:
            LocalizedText(
                zh: "该行含有 NUL 字节", en: "the row holds a NUL byte; the file may be damaged or no text")
        case .notText(let offset):
            LocalizedText(
                zh: "文件偏移 \(offset) 处的字节不是有效文字；请用 --encoding 指定编码",
                en: "the byte at offset \(offset) of the file is not text; name the encoding with --encoding")
        case .mixedEncoding(let line, let file, let offset):
            LocalizedText(
                zh: "本行（文件偏移 \(offset)）是 \(line) 文字，文件其余是 \(file)；请统一编码后重新导入本行",
                en:
                    "this row (offset \(offset) of the file) is \(line) in a file of \(file): save all of it in one encoding and import the row again"
            )
        }
    }

    /// The text to show as the value at fault, when it is not a column's.
    var offendingText: String? {
        switch self {
        case .exchangedAxes(let position), .outOfRange(let position, _): "\(position.x) \(position.y)"
        case .wrongGeometry(let found): found
        default: nil
        }
    }
}
