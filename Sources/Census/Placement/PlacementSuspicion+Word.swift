extension PlacementSuspicion {
    /// A stable word for programs; the same as in the sample county's answers where those plant it.
    public var word: String {
        switch self {
        case .noPosition: "no-coordinate"
        case .zero: "zero-zero"
        case .swappedAxes, .batchMisread(.swappedAxes): "swapped-axes"
        case .batchMisread(.fromGCJ02): "gcj02-as-cgcs2000"
        case .batchMisread(.fromBD09): "bd09-as-cgcs2000"
        case .batchMisread(.minutesTypedAsDecimals), .minutesTypedAsDecimals: "dms-as-decimal"
        case .batchMisread(.exchangedNorthingEasting): "northing-easting-exchanged"
        case .batchMisread(.meridianShift): "wrong-meridian-or-prefix"
        case .batchMisread(.identity): "as-declared"
        case .reference(.unknown): "reference-unknown"
        case .reference(.differs): "reference-differs"
        case .reference(.unusable): "reference-unusable"
        case .truncatedDigits: "truncated-digits"
        case .manyOnOnePoint: "many-on-one-point"
        case .villageCentre: "village-centre"
        case .declaredZoneDiffers: "declared-zone-differs"
        case .declaredZoneUnknown: "declared-zone-unknown"
        case .outsideZones: "outside-zones"
        case .severalZones: "several-zones"
        case .zoneWithoutCode: "zone-without-code"
        case .nearBorder: "near-border"
        }
    }

    /// The words of reasons that are mistakes of a coordinate or a declaration, and not only weak evidence.
    public static let mistakes: Set<String> = [
        "no-coordinate", "zero-zero", "swapped-axes", "gcj02-as-cgcs2000", "bd09-as-cgcs2000",
        "dms-as-decimal",
        "northing-easting-exchanged", "wrong-meridian-or-prefix", "truncated-digits", "many-on-one-point",
        "village-centre", "declared-zone-differs",
    ]

    /// How much the reason matters, the least number first: whether the unit counts in the wrong zone, whether its
    /// coordinate is its own, and last whether it might be over a border.
    public var urgency: Int {
        switch self {
        case .noPosition, .zero: 0
        case .batchMisread, .swappedAxes, .minutesTypedAsDecimals: 1
        case .outsideZones, .reference: 2
        case .declaredZoneDiffers: 3
        case .manyOnOnePoint: 4
        case .villageCentre, .truncatedDigits: 5
        case .declaredZoneUnknown, .severalZones, .zoneWithoutCode: 6
        case .nearBorder: 7
        }
    }
}

extension CandidateCorrection {
    /// A stable word under which a correction is stored.
    public var word: String {
        switch self {
        case .identity: "none"
        case .fromGCJ02: "gcj02"
        case .fromBD09: "bd09"
        case .swappedAxes: "swapped-axes"
        case .minutesTypedAsDecimals: "dms"
        case .meridianShift(let degrees): "meridian\(degrees < 0 ? "" : "+")\(degrees)"
        case .exchangedNorthingEasting: "northing-easting"
        }
    }

    /// The correction of a word; `nil` for a word of nobody.
    public init?(word: String) {
        let plain: [CandidateCorrection] = [
            .identity, .fromGCJ02, .fromBD09, .swappedAxes, .minutesTypedAsDecimals,
            .exchangedNorthingEasting,
        ]
        if let found = plain.first(where: { $0.word == word }) {
            self = found
        } else if word.hasPrefix("meridian"), let degrees = Int(word.dropFirst(8)) {
            self = .meridianShift(degrees: degrees)
        } else {
            return nil
        }
    }
}
