internal import ArgumentParser
internal import GeoModel

/// Options that say how to read a source of areas.
struct SourceOptions: ParsableArguments {
    @Option(help: help(zh: "图层名（默认：唯一的矢量图层）", en: "Layer to read (default: the only vector layer)."))
    var layer: String?

    @Option(help: help(zh: "代码字段", en: "Field that holds the code."))
    var codeField = "code"

    @Option(
        help: help(
            zh: "坐标参考：EPSG:n、gcj02 或 bd09（默认：文件声明的；CSV 无声明时为 EPSG:4490）",
            en: "Reference of the coordinates: EPSG:n, gcj02 or bd09 (default: what the file declares)."))
    var crs: CRSIdentifier?
}
