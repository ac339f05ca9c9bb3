public import GeoModel

/// What a row says of the reference that its coordinates are in, in the words that files use.
///
/// Every command reads these words here, so that the same row is read alike wherever it comes in. Words are compared
/// without regard to case, width, blanks, hyphens and endings such as 坐标系. A word in brackets must say the same as the
/// one before them.
public enum ReferenceWord: Hashable, Sendable {
    /// The row says nothing.
    case none
    /// The row names a reference that we know.
    case named(CRSIdentifier)
    /// What the row says is no reference that we know.
    case unknown(String)

    /// What files call the column that holds the word.
    public static let columns = [
        "坐标系", "坐标系统", "坐标参考系", "declared_reference", "coordinate_reference",
    ]

    /// Reads a cell.
    public init(_ text: String) {
        let parts = halfWidth(text).split { "(),;/|、".contains($0) }.map(Self.folded).filter { !$0.isEmpty }
        guard let first = parts.first else {
            self = .none
            return
        }
        let references = parts.map(Self.reference)
        if let named = Self.reference(first), references.allSatisfy({ $0 == named }) {
            self = .named(named)
        } else {
            self = .unknown(text)
        }
    }

    /// The word means the reference that was declared, or its datum; CGCS2000 and WGS 84 are taken as one everywhere.
    ///
    /// - Parameter declared: A reference; of metres, a word that only names their datum agrees with it.
    /// - Returns: `true` also where the row says nothing.
    public func agrees(with declared: CRSIdentifier) -> Bool {
        switch self {
        case .none: true
        case .unknown: false
        case .named(let said):
            Self.asCGCS2000(said) == Self.asCGCS2000(declared)
                || Self.asCGCS2000(said) == Self.datum(of: declared)
        }
    }

    private static func asCGCS2000(_ reference: CRSIdentifier) -> CRSIdentifier {
        reference == .epsg(4326) ? .cgcs2000 : reference
    }

    private static func datum(of reference: CRSIdentifier) -> CRSIdentifier? {
        guard case .epsg(let code) = reference else { return nil }
        return GaussKrugerZone(epsg: code).map { .epsg($0.datum.geographicEPSG) }
    }
}

extension ReferenceWord {
    /// A word without what says nothing.
    private static func folded(_ text: Substring) -> String {
        var word = text.uppercased().filter { !$0.isWhitespace && $0 != "-" && $0 != "_" }
        while let ending = endings.first(where: { word.hasSuffix($0) && word.count > $0.count }) {
            word.removeLast(ending.count)
        }
        return word
    }

    private static let endings = ["坐标系统", "坐标系", "坐标", "经纬度", "地图"]

    /// The reference of a folded word.
    private static func reference(_ word: String) -> CRSIdentifier? {
        if let known = words[word] { return known }
        let parts = word.split(separator: ":")
        guard let last = parts.last, parts.count == 1 || parts.contains("EPSG") else { return nil }
        let digits = last.hasPrefix("EPSG") ? last.dropFirst(4) : last
        // The registry's codes start at 1024; a smaller number means something else.
        guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let code = Int(digits), code >= 1024 else {
            return nil
        }
        return .epsg(code)
    }

    private static let words: [String: CRSIdentifier] = {
        let names: [(CRSIdentifier, [String])] = [
            (.gcj02, ["GCJ02", "GCJ", "火星", "国测局", "高德", "腾讯"]),
            (.bd09, ["BD09", "BD09LL", "百度"]),
            (
                .cgcs2000,
                [
                    "CGCS2000", "CGCS", "2000", "国家2000", "2000国家", "国家大地2000", "2000国家大地", "大地2000",
                    "2000大地", "GCSCHINAGEODETICCOORDINATESYSTEM2000", "CHINAGEODETICCOORDINATESYSTEM2000",
                ]
            ),
            (.epsg(4326), ["WGS84", "WGS1984", "GCSWGS1984", "84", "GPS"]),
            (
                .epsg(4610),
                ["西安80", "西安1980", "80西安", "1980西安", "1980年西安", "XIAN80", "XIAN1980", "GCSXIAN1980"]
            ),
            (
                .epsg(4214),
                ["北京54", "北京1954", "54北京", "1954北京", "1954年北京", "BEIJING54", "BEIJING1954", "GCSBEIJING1954"]
            ),
        ]
        return Dictionary(uniqueKeysWithValues: names.flatMap { crs, words in words.map { ($0, crs) } })
    }()
}
