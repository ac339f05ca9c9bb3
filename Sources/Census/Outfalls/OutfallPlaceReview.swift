public import GeoModel

/// Something about the place of a register entry that a person must look at.
public enum OutfallPlaceFinding: Hashable, Sendable {
    /// The declared county is not the one that contains the position.
    case declaredCountyElsewhere(declared: String, located: String)
    /// The position lies in no known county.
    case noCounty(declared: String)
    /// The county in a code is not the declared one.
    case codeOfOtherCounty(code: String, declared: String)
    /// The position is too far from the line of its receiving water.
    case farFromWater(Metres, allowed: Metres)
    /// The declared bank is not the one the position lies on.
    case otherBank(declared: BankSide, located: BankSide)
    /// The position projects to an end of the river's line: it may belong to another reach.
    case beyondRiverEnd(chainage: Metres)

    /// The finding in both languages.
    public var text: LocalizedText {
        switch self {
        case .declaredCountyElsewhere(let declared, let located):
            LocalizedText(
                zh: "填报属 \(declared)，坐标落在 \(located)", en: "declared in \(declared), located in \(located)")
        case .noCounty(let declared):
            LocalizedText(
                zh: "填报属 \(declared)，坐标不在任何县内", en: "declared in \(declared), located in no known county")
        case .codeOfOtherCounty(let code, let declared):
            LocalizedText(
                zh: "编码 \(code) 的县码与填报的 \(declared) 不符",
                en: "the county of code \(code) is not the declared \(declared)")
        case .farFromWater(let distance, let allowed):
            LocalizedText(
                zh:
                    "距受纳水体 \(decimalText(distance.value, places: 0)) 米，超过 \(decimalText(allowed.value, places: 0)) 米",
                en: "\(decimalText(distance.value, places: 0)) m from the receiving water, allowed are "
                    + "\(decimalText(allowed.value, places: 0)) m")
        case .otherBank(let declared, let located):
            LocalizedText(
                zh: "填报\(declared.text[.chinese])，坐标在\(located.text[.chinese])",
                en: "declared on the \(declared.text[.english]), located on the \(located.text[.english])")
        case .beyondRiverEnd(let chainage):
            LocalizedText(
                zh: "位于河线端点之外（里程 \(decimalText(chainage.value, places: 0)) 米）",
                en: "beyond an end of the river's line (chainage \(decimalText(chainage.value, places: 0)) m)"
            )
        }
    }
}

/// Compares the declared place of an entry with its position; nothing is ever moved.
public struct OutfallPlaceReview: Sendable {
    /// The farthest that an outfall may lie from the line of its river.
    public let nearBank: Metres

    /// Makes a review; 200 m is ours and suits rivers drawn as one line.
    public init(nearBank: Metres = Metres(200)) { self.nearBank = nearBank }

    /// Everything that does not fit.
    ///
    /// - Parameters:
    ///   - outfall: The entry.
    ///   - river: The line of its receiving water, if there is one.
    ///   - declaredSide: The bank written on the form, if any.
    ///   - day: The day on which codes are looked at.
    ///   - county: Answers the six-digit county that contains a position.
    /// - Returns: Findings; empty when all fits.
    public func findings(
        for outfall: Outfall, on river: RiverLine?, declaredSide: BankSide? = nil, day: CalendarDate,
        county: (Position) -> String?
    ) -> [OutfallPlaceFinding] {
        countyFindings(outfall, day, county(outfall.position))
            + (river.map { riverFindings(outfall, $0, declaredSide) } ?? [])
    }

    private func countyFindings(
        _ outfall: Outfall, _ day: CalendarDate, _ located: String?
    ) -> [OutfallPlaceFinding] {
        var findings: [OutfallPlaceFinding] = []
        let declared = String(outfall.declaredDivision.prefix(6))
        if let located {
            if located != declared {
                findings.append(.declaredCountyElsewhere(declared: declared, located: located))
            }
        } else {
            findings.append(.noCounty(declared: declared))
        }
        for dated in outfall.codes.codes where dated.isValid(on: day) {
            if let county = dated.code.county, county != declared {
                findings.append(.codeOfOtherCounty(code: dated.code.value, declared: declared))
            }
        }
        return findings
    }

    private func riverFindings(
        _ outfall: Outfall, _ river: RiverLine, _ declaredSide: BankSide?
    ) -> [OutfallPlaceFinding] {
        let place = river.place(of: outfall.position)
        var findings: [OutfallPlaceFinding] = []
        if place.distance > nearBank {
            findings.append(.farFromWater(place.distance, allowed: nearBank))
        } else if place.isAtEnd, place.distance.value > 0 {
            findings.append(.beyondRiverEnd(chainage: place.chainage))
        }
        if let declaredSide, place.side != .midstream, declaredSide != place.side {
            findings.append(.otherBank(declared: declaredSide, located: place.side))
        }
        return findings
    }
}
