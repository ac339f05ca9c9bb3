internal import GeoModel

extension GeometryDamage {
    /// The damage for people, with its place.
    var text: LocalizedText {
        switch self {
        case .blob(let error):
            LocalizedText(
                zh: "几何数据第 \(error.offset) 字节处有误：\(error.text.chinese)",
                en: "the geometry is wrong at byte \(error.offset): \(error.text.english)")
        case .wkt(let error):
            LocalizedText(
                zh: "WKT 第 \(error.offset) 个字符处有误：\(error.text.chinese)",
                en: "the WKT is wrong at character \(error.offset): \(error.text.english)")
        }
    }
}

extension GeoPackageBlobError {
    fileprivate var text: LocalizedText {
        switch self {
        case .truncated: LocalizedText(zh: "数据被截断", en: "the bytes end too early")
        case .badMagic: LocalizedText(zh: "不是 GeoPackage 几何", en: "this is no GeoPackage geometry")
        case .unsupportedVersion(let version, _):
            LocalizedText(zh: "未知的版本 \(version)", en: "the version \(version) is unknown")
        case .unknownEnvelopeKind(let kind, _):
            LocalizedText(zh: "未知的外包框类型 \(kind)", en: "the envelope kind \(kind) is unknown")
        case .extendedGeometry:
            LocalizedText(
                zh: "是扩展几何类型，请先转换为普通多边形", en: "it is an extended geometry; convert it to polygons first")
        case .wkb(let error): error.text
        }
    }
}

extension WKBError {
    fileprivate var text: LocalizedText {
        switch self {
        case .truncated: LocalizedText(zh: "数据被截断", en: "the bytes end too early")
        case .unknownByteOrder(let mark, _):
            LocalizedText(zh: "未知的字节序 \(mark)", en: "the byte order \(mark) is unknown")
        case .unknownType(let code, _):
            LocalizedText(zh: "不支持的几何类型 \(code)", en: "the geometry type \(code) is not supported")
        case .wrongMember(let found, let expected, _):
            LocalizedText(zh: "部件类型是 \(found)，应为 \(expected)", en: "a part is a \(found), not a \(expected)")
        case .notAnArea(let found, _):
            LocalizedText(zh: "类型是 \(found)，不是面", en: "it is a \(found), not an area")
        case .conflictingSRID(let srid, _):
            LocalizedText(zh: "部件的坐标参考 \(srid) 与整体不同", en: "a part names another reference, \(srid)")
        case .countTooLarge(let count, _):
            LocalizedText(zh: "个数 \(count) 超出剩余数据", en: "the count \(count) exceeds the bytes that follow")
        case .nestingTooDeep: LocalizedText(zh: "嵌套过深", en: "collections are nested too deep")
        case .lineTooShort(let count, _): shortLine(count)
        case .ringTooShort(let count, _): shortRing(count)
        case .ringNotClosed: openRing
        case .notFinite: LocalizedText(zh: "坐标是 NaN 或无穷大", en: "a coordinate is NaN or infinite")
        case .trailingBytes(let count, _):
            LocalizedText(zh: "几何之后多出 \(count) 字节", en: "\(count) bytes follow the geometry")
        }
    }
}

extension WKTError {
    fileprivate var text: LocalizedText {
        switch self {
        case .unexpectedEnd: LocalizedText(zh: "文字提前结束", en: "the text ends too early")
        case .unexpectedCharacter(let found, _):
            LocalizedText(zh: "不该出现“\(found)”", en: "\"\(found)\" has no place here")
        case .unknownType(let word, _):
            LocalizedText(zh: "未知的几何类型 \(word)", en: "the geometry type \(word) is unknown")
        case .badNumber(let word, _):
            LocalizedText(zh: "“\(word)”不是有限的数", en: "\"\(word)\" is no finite number")
        case .badSRID(let word, _): LocalizedText(zh: "“\(word)”不是 SRID", en: "\"\(word)\" is no SRID")
        case .wrongOrdinateCount(let count, _):
            LocalizedText(
                zh: "该点有 \(count) 个坐标值，与前面不同", en: "the position has \(count) ordinates, unlike the others")
        case .lineTooShort(let count, _): shortLine(count)
        case .ringTooShort(let count, _): shortRing(count)
        case .ringNotClosed: openRing
        case .nestingTooDeep: LocalizedText(zh: "嵌套过深", en: "collections are nested too deep")
        case .trailingText: LocalizedText(zh: "几何之后还有文字", en: "text follows the geometry")
        }
    }
}

private func shortLine(_ count: Int) -> LocalizedText {
    LocalizedText(zh: "线只有 \(count) 个点", en: "a line has only \(count) point")
}

private func shortRing(_ count: Int) -> LocalizedText {
    LocalizedText(zh: "环只有 \(count) 个点，至少要 4 个", en: "a ring has \(count) points; it needs at least 4")
}

private let openRing = LocalizedText(
    zh: "环没有闭合（首尾点不同）", en: "a ring is not closed: its last point is not its first")
