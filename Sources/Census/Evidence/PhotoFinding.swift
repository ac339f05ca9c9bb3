public import GeoModel

/// How much a finding takes from a photo's worth as evidence.
public enum EvidenceWeight: Int, CaseIterable, Comparable, Sendable {
    /// Good to know.
    case note = 0
    /// Usable with care.
    case care
    /// Somebody must look before it is relied on.
    case doubt
    /// It proves nothing as it is.
    case worthless

    /// Orders by weight.
    public static func < (a: EvidenceWeight, b: EvidenceWeight) -> Bool { a.rawValue < b.rawValue }
}

/// Something about a photo as evidence.
public enum PhotoFinding: Hashable, Sendable {
    /// N/S or E/W is missing; read as north and east.
    case hemisphereMissing
    /// No position, although a camera with a position usually writes one.
    case positionAbsent
    /// Degrees that no receiver gives.
    case positionImpossible(latitude: Double, longitude: Double)
    /// The receiver's own error is too large.
    case imprecise(error: Metres, allowed: Metres)
    /// An altitude without its reference: above or below sea level is not said.
    case altitudeReferenceMissing
    /// Only the height above take-off is known, which is no altitude.
    case onlyRelativeAltitude(Metres)
    /// The direction is magnetic, a few degrees off true north.
    case magneticDirection
    /// The gimbal looked another way than the picture's direction says; degrees clockwise from north.
    case directionsDisagree(gimbal: Double, image: Double)
    /// No time at all.
    case timeAbsent
    /// The time cannot be read.
    case timeUnreadable(String)
    /// The camera's time has no offset; one was assumed.
    case offsetAssumed(seconds: Int)
    /// Taken on a day outside the survey.
    case outsideSurvey(CalendarDate, survey: DateSpan)
    /// Camera and satellites disagree about the time.
    case clocksDisagree(seconds: Double)
    /// Far from the position that was typed.
    case farFromTyped(Metres, allowed: Metres)
    /// Far from the track at that time.
    case farFromTrack(Metres, allowed: Metres)
    /// The track has nothing at that time.
    case trackSilent
    /// The distance to the typed position is that of GCJ-02.
    case datum(DatumSuspicion)
    /// The same file is evidence for other outfalls.
    case sameFile(outfalls: [String])
    /// The picture is nearly that of other photos, in bits of 64.
    case looksLike(photo: String, bits: Int)

    /// How much it takes from the photo's worth.
    public var weight: EvidenceWeight {
        switch self {
        case .altitudeReferenceMissing, .onlyRelativeAltitude, .magneticDirection, .offsetAssumed,
            .trackSilent:
            .note
        case .hemisphereMissing, .imprecise, .clocksDisagree: .care
        case .positionAbsent, .timeAbsent, .timeUnreadable, .farFromTyped, .farFromTrack, .datum, .looksLike,
            .directionsDisagree:
            .doubt
        case .positionImpossible, .outsideSurvey, .sameFile: .worthless
        }
    }
}

extension PhotoFinding {
    /// The finding in both languages.
    public var text: LocalizedText {
        switch self {
        case .hemisphereMissing:
            LocalizedText(zh: "缺少南北/东西半球标记，按北纬东经理解", en: "the hemisphere is missing; read as north and east")
        case .positionAbsent:
            LocalizedText(zh: "没有坐标（未记录，或传送时被去除）", en: "no position: never recorded, or stripped on the way")
        case .positionImpossible(let latitude, let longitude):
            LocalizedText(
                zh: "坐标不可能：纬度 \(short(latitude))、经度 \(short(longitude))",
                en: "impossible position: latitude \(short(latitude)), longitude \(short(longitude))")
        case .imprecise(let error, let allowed):
            LocalizedText(
                zh: "定位误差 \(metres(error)) 米，要求 \(metres(allowed)) 米以内",
                en: "positioning error \(metres(error)) m, at most \(metres(allowed)) m allowed")
        case .farFromTyped(let distance, let allowed):
            LocalizedText(
                zh: "距填报坐标 \(metres(distance)) 米，超过 \(metres(allowed)) 米",
                en: "\(metres(distance)) m from the typed position, allowed are \(metres(allowed)) m")
        case .farFromTrack(let distance, let allowed):
            LocalizedText(
                zh: "距当时轨迹 \(metres(distance)) 米，超过 \(metres(allowed)) 米",
                en: "\(metres(distance)) m from the track at that time, allowed are \(metres(allowed)) m")
        case .trackSilent: LocalizedText(zh: "当时没有轨迹记录", en: "the track has nothing at that time")
        case .datum(let suspicion): suspicion.text
        case .sameFile(let outfalls):
            LocalizedText(
                zh: "同一照片也用于 \(outfalls.joined(separator: "、"))",
                en: "the same file is evidence for \(outfalls.joined(separator: ", "))")
        case .looksLike(let photo, let bits):
            LocalizedText(
                zh: "与照片 \(photo) 几乎相同（相差 \(bits)/64 位）",
                en: "nearly the same picture as \(photo) (\(bits) of 64 bits)")
        case .altitudeReferenceMissing:
            LocalizedText(zh: "高程缺少基准标记", en: "the altitude has no reference")
        case .onlyRelativeAltitude(let height):
            LocalizedText(
                zh: "只有相对起飞点高度 \(metres(height)) 米，不是高程",
                en: "only a height of \(metres(height)) m above take-off, no altitude")
        case .magneticDirection: LocalizedText(zh: "拍摄方向为磁北", en: "the direction is from magnetic north")
        case .directionsDisagree(let gimbal, let image):
            LocalizedText(
                zh: "云台朝向 \(degrees(gimbal))° 与照片方向 \(degrees(image))° 矛盾",
                en: "the gimbal looked to \(degrees(gimbal))°, the picture says \(degrees(image))°")
        case .timeAbsent: LocalizedText(zh: "没有拍摄时间", en: "no time")
        case .timeUnreadable(let text):
            LocalizedText(zh: "拍摄时间“\(text)”无法识别", en: "the time “\(text)” cannot be read")
        case .offsetAssumed(let seconds):
            LocalizedText(
                zh: "拍摄时间没有时区，按 UTC\(seconds < 0 ? "-" : "+")\(short(Double(seconds.magnitude) / 3600)) 理解",
                en:
                    "the time has no offset; UTC\(seconds < 0 ? "-" : "+")\(short(Double(seconds.magnitude) / 3600)) was assumed"
            )
        case .outsideSurvey(let day, let survey):
            LocalizedText(
                zh: "拍摄于 \(day)，不在调查期 \(survey.first) 至 \(survey.last) 内",
                en: "taken on \(day), outside the survey from \(survey.first) to \(survey.last)")
        case .clocksDisagree(let seconds):
            LocalizedText(
                zh: "相机时间与卫星时间相差 \(decimalText(seconds, places: 0)) 秒",
                en: "camera and satellite time differ by \(decimalText(seconds, places: 0)) s")
        }
    }

    private func short(_ value: Double) -> String { decimalText(value, places: 6) }
    private func degrees(_ value: Double) -> String {
        decimalText(value < 0 ? value + 360 : value, places: 0)
    }
    private func metres(_ length: Metres) -> String { decimalText(length.value, places: 1) }
}

/// What a photo is worth as evidence, in a word.
public enum PhotoVerdict: String, CaseIterable, Sendable {
    /// Everything agrees.
    case sound
    /// Usable with care.
    case usableWithCare
    /// Somebody must look first.
    case doubtful
    /// It proves nothing as it is.
    case worthless

    /// The verdict that follows from findings: that of the heaviest.
    public init(_ findings: [PhotoFinding]) {
        self =
            switch findings.map(\.weight).max() ?? .note {
            case .note: .sound
            case .care: .usableWithCare
            case .doubt: .doubtful
            case .worthless: .worthless
            }
    }

    /// The verdict in both languages.
    public var text: LocalizedText {
        switch self {
        case .sound: LocalizedText(zh: "可信", en: "sound")
        case .usableWithCare: LocalizedText(zh: "可用，但须注意", en: "usable with care")
        case .doubtful: LocalizedText(zh: "存疑，须核实", en: "doubtful, to be checked")
        case .worthless: LocalizedText(zh: "不能作为证据", en: "no evidence as it is")
        }
    }
}
