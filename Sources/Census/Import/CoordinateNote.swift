extension CoordinateRefusal {
    /// A stable word for why a row has no position, kept in the workspace and counted in summaries.
    public var word: String {
        switch self {
        case .empty: "no-coordinates"
        case .longitude(.scientificNotation), .latitude(.scientificNotation), .easting(.scientificNotation),
            .northing(.scientificNotation):
            "scientific-notation"
        case .longitude, .latitude, .easting, .northing, .notTwoCoordinates, .axisNotNamed:
            "unreadable-coordinates"
        case .looksSwapped: "swapped-axes"
        case .zone(let complaint): complaint.word
        case .projection: "outside-projection"
        }
    }
}

extension CoordinateSuspicion {
    /// A stable word for what is doubtful about a position.
    public var word: String {
        switch self {
        case .swappedAxes: "swapped-axes"
        case .outsideChina: "outside-china"
        case .zero: "zero"
        case .fewDigits: "few-digits"
        case .sexagesimalTypedAsDecimal: "maybe-sexagesimal"
        case .repeated: "repeated"
        case .zone(let complaint): complaint.word
        case .carriedSixtySeconds: "sixty-seconds"
        case .fullWidthDigits: "full-width-digits"
        case .shiftedBack: "shifted-back"
        }
    }
}

extension GaussKrugerComplaint {
    /// A stable word for why metres do not fit their zone.
    public var word: String {
        switch self {
        case .exchanged: "exchanged-metres"
        case .wrongPrefix, .otherWidth: "wrong-zone"
        case .missingPrefix, .unexpectedPrefix: "zone-prefix"
        case .beyondZone: "beyond-zone"
        case .implausible: "implausible-metres"
        }
    }
}
