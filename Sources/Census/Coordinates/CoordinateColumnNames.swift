/// Which way a column called X points.
///
/// Chinese survey data calls the north X, the rest of the world the east.
public enum XMeaning: String, CaseIterable, Sendable {
    /// X is east, Y is north.
    case east
    /// X is north, Y is east.
    case north
}

/// Why a table's column names do not say where its positions are.
public enum ColumnDeclarationError: Error, Hashable, Sendable {
    /// No pair of names is known; the user has to name the columns.
    case notFound(available: [String])
    /// Several columns could be the one that is meant.
    case ambiguous(meaning: String, columns: [String])
    /// The columns are only called X and Y, and nobody has said which way X points.
    case directionOfXUnknown(x: String, y: String)

    /// The reason in words.
    public var text: LocalizedText {
        switch self {
        case .notFound(let available):
            LocalizedText(
                zh: "表头（\(available.joined(separator: "、"))）中找不到坐标列，请指定列名",
                en: "no coordinate columns among \(available.joined(separator: ", ")); name them")
        case .ambiguous(let meaning, let columns):
            LocalizedText(
                zh: "\(columns.joined(separator: "、"))都可能是\(meaning)，请指定列名",
                en: "\(columns.joined(separator: ", ")) could all be the \(meaning); name the column")
        case .directionOfXUnknown(let x, let y):
            LocalizedText(
                zh: "列名只有 \(x) 和 \(y)：测绘坐标的 X 指北，请说明 X 的方向",
                en: "the columns are only called \(x) and \(y): survey X is north; say which way X points")
        }
    }
}

/// The column names that offices use for coordinates, as data that can be changed.
public struct CoordinateColumnNames: Hashable, Sendable {
    /// Names of longitudes.
    public var longitude: [String]
    /// Names of latitudes.
    public var latitude: [String]
    /// Names of eastings.
    public var easting: [String]
    /// Names of northings.
    public var northing: [String]
    /// What follows an ordinate's name in columns of degrees.
    public var degreeSuffixes: [String]
    /// What follows in columns of minutes.
    public var minuteSuffixes: [String]
    /// What follows in columns of seconds.
    public var secondSuffixes: [String]

    /// The names that are known without being told.
    public static let usual = CoordinateColumnNames(
        longitude: ["longitude", "lon", "lng", "long", "经度", "东经"],
        latitude: ["latitude", "lat", "纬度", "北纬"],
        easting: ["easting", "east", "东坐标", "横坐标", "横坐标y"],
        northing: ["northing", "north", "北坐标", "纵坐标", "纵坐标x"],
        degreeSuffixes: ["度", "_度", "_d", "_deg", "(度)", "（度）"],
        minuteSuffixes: ["分", "_分", "_m", "_min", "(分)", "（分）"],
        secondSuffixes: ["秒", "_秒", "_s", "_sec", "(秒)", "（秒）"])

    /// Finds the columns of positions by their names alone.
    ///
    /// Names are compared without regard to case and spaces. Degrees, minutes and seconds are looked for before
    /// single columns, and degrees before metres. Columns called X and Y are taken only with `xMeans`, as metres
    /// if `areMetres`, otherwise as degrees.
    ///
    /// - Parameters:
    ///   - header: the table's column names.
    ///   - xMeans: which way X points, if somebody has said so.
    ///   - areMetres: X and Y are metres.
    /// - Returns: the columns by name.
    /// - Throws: `ColumnDeclarationError` when the names do not tell.
    public func columns(
        in header: [String], xMeans: XMeaning? = nil, areMetres: Bool = true
    ) throws(ColumnDeclarationError) -> CoordinateColumns<String> {
        if let x = try angle(longitude, in: header), let y = try angle(latitude, in: header) {
            return .geographic(longitude: x, latitude: y)
        }
        if let x = try only(easting, in: header), let y = try only(northing, in: header) {
            return .projected(easting: x, northing: y)
        }
        guard let x = try only(["x", "x坐标"], in: header), let y = try only(["y", "y坐标"], in: header) else {
            throw .notFound(available: header)
        }
        guard let xMeans else { throw .directionOfXUnknown(x: x, y: y) }
        let (east, north) = xMeans == .east ? (x, y) : (y, x)
        guard areMetres else { return .geographic(longitude: .text(east), latitude: .text(north)) }
        return .projected(easting: east, northing: north)
    }

    private func angle(
        _ names: [String], in header: [String]
    ) throws(ColumnDeclarationError) -> AngleColumns<String>? {
        let degrees = try only(joined(names, degreeSuffixes), in: header)
        let minutes = try only(joined(names, minuteSuffixes), in: header)
        let seconds = try only(joined(names, secondSuffixes), in: header)
        if let degrees, let minutes { return .parts(degrees: degrees, minutes: minutes, seconds: seconds) }
        return try only(names, in: header).map { .text($0) }
    }

    private func joined(_ names: [String], _ suffixes: [String]) -> [String] {
        names.flatMap { name in suffixes.map { name + $0 } }
    }

    private func only(_ names: [String], in header: [String]) throws(ColumnDeclarationError) -> String? {
        let found = header.filter { names.contains(Self.folded($0)) }
        guard found.count < 2 else { throw .ambiguous(meaning: names.first ?? "", columns: found) }
        return found.first
    }

    private static func folded(_ name: String) -> String {
        String(name.lowercased().filter { !$0.isWhitespace && $0 != "\u{FEFF}" })
    }
}
