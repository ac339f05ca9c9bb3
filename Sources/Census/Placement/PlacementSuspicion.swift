public import GeoModel

/// A reason to doubt where a unit was placed.
public enum PlacementSuspicion: Hashable, Sendable {
    /// There is no coordinate that can be used.
    case noPosition
    /// Longitude and latitude are zero.
    case zero
    /// Longitude and latitude are exchanged.
    case swappedAxes
    /// The batch was read in the wrong way; the test on its declared zones says how.
    case batchMisread(CandidateCorrection)
    /// This one unit's decimals are minutes and seconds: read so it lies in its declared zone, and else not.
    case minutesTypedAsDecimals
    /// The row's word for its reference is doubtful, so all of its position may be.
    case reference(ReferenceDoubt)
    /// So few digits that the position is only known to so many metres.
    case truncatedDigits(Metres)
    /// So many units have the very same coordinate.
    case manyOnOnePoint(units: Int)
    /// The coordinate is that of the village's public point, not of the unit.
    case villageCentre(code: String)
    /// Another zone than the declared one holds the position, further than it may be off.
    case declaredZoneDiffers(declared: String, located: String?, distance: Metres)
    /// No zone has the declared code.
    case declaredZoneUnknown(String)
    /// No zone holds the position.
    case outsideZones
    /// Zones overlap at the position, so it is not sure which it belongs to.
    case severalZones([String])
    /// The zone that holds the position has no code.
    case zoneWithoutCode
    /// The position may be off by more than its distance to the border.
    case nearBorder(Metres)
}

extension PlacementSuspicion {
    /// The suspicion in words.
    public var text: LocalizedText {
        switch self {
        case .noPosition: LocalizedText(zh: "没有可用的坐标", en: "no usable coordinate")
        case .zero: LocalizedText(zh: "坐标为零", en: "the coordinate is zero")
        case .swappedAxes: LocalizedText(zh: "经度与纬度颠倒", en: "longitude and latitude are exchanged")
        case .batchMisread(let correction):
            LocalizedText(
                zh: "整批坐标疑应\(correction.text[.chinese])",
                en: "the whole batch looks misread: \(correction.text[.english])")
        case .minutesTypedAsDecimals:
            LocalizedText(
                zh: "小数疑为分秒：按分秒解读则落入申报小区",
                en: "the decimals look like minutes and seconds: read so, it lies in its declared zone")
        case .reference(let doubt): doubt.text
        case .truncatedDigits(let metres):
            LocalizedText(
                zh: "位数太少，只精确到约 \(whole(metres)) 米",
                en: "too few digits: known only to about \(whole(metres)) m")
        case .manyOnOnePoint(let units):
            LocalizedText(zh: "\(units) 个单位坐标完全相同", en: "\(units) units have the very same coordinate")
        case .villageCentre(let code):
            LocalizedText(
                zh: "坐标是村（社区）\(code) 的标注点", en: "the coordinate is the public point of village \(code)")
        case .declaredZoneDiffers(let declared, let located, let distance):
            LocalizedText(
                zh: "申报 \(declared)，实落 \(located ?? "界外")，距申报小区 \(whole(distance)) 米",
                en:
                    "declared \(declared), located \(located ?? "outside"), \(whole(distance)) m from the declared zone"
            )
        case .declaredZoneUnknown(let code): LocalizedText(zh: "没有小区 \(code)", en: "there is no zone \(code)")
        case .outsideZones: LocalizedText(zh: "落在所有小区之外", en: "outside every zone")
        case .zoneWithoutCode: LocalizedText(zh: "所在小区没有代码", en: "the zone there has no code")
        case .severalZones(let codes):
            LocalizedText(
                zh: "落在重叠的小区内：\(codes.joined(separator: "、"))",
                en: "in zones that overlap: \(codes.joined(separator: ", "))")
        case .nearBorder(let metres):
            LocalizedText(zh: "距边界仅 \(whole(metres)) 米", en: "only \(whole(metres)) m from the border")
        }
    }

    private func whole(_ metres: Metres) -> String {
        metres.value.magnitude < 1e15 ? String(Int(metres.value.rounded())) : "\(metres.value)"
    }
}

extension ReferenceDoubt {
    /// The doubt in words.
    var text: LocalizedText {
        switch self {
        case .unknown(let word):
            LocalizedText(
                zh: "该行写的坐标系“\(word)”不是已知的坐标系", en: "the row's reference “\(word)” is none known")
        case .differs(let word):
            LocalizedText(
                zh: "该行写的坐标系是“\(word)”，却按另一坐标系读取",
                en: "the row says that it is in “\(word)”, but it was read in another reference")
        case .unusable(""):
            LocalizedText(zh: "该行没有写明坐标系，坐标无法读取", en: "the row names no reference, so it cannot be read")
        case .unusable(let word):
            LocalizedText(
                zh: "该行写的坐标系“\(word)”与坐标列不符，或缺少七参数",
                en: "the row's reference “\(word)” does not fit its columns, or lacks its seven parameters")
        }
    }
}

/// The limits of the tests, which an office may change; the defaults are ours.
public struct SuspicionLimits: Hashable, Sendable {
    /// Where positions should lie, degrees; exchanged axes are recognised by it.
    public var bounds: Envelope
    /// A position whose digits leave it known worse than this is suspected.
    public var worstRounding: Metres
    /// So many units on one coordinate are suspected; a block of offices may well hold a few.
    public var manyUnits: Int
    /// A unit as near as this to a village's public point has that point's coordinate.
    public var villageCentreRadius: Metres
    /// A declared zone further away than this, beyond the position's uncertainty, is a contradiction.
    public var contradiction: Metres

    /// Makes limits.
    public init(
        bounds: Envelope = Envelope(minX: 73, minY: 3, maxX: 136, maxY: 54),
        worstRounding: Metres = Metres(50),
        manyUnits: Int = 10, villageCentreRadius: Metres = Metres(0.5), contradiction: Metres = Metres(0)
    ) {
        self.bounds = bounds
        self.worstRounding = worstRounding
        self.manyUnits = manyUnits
        self.villageCentreRadius = villageCentreRadius
        self.contradiction = contradiction
    }
}
