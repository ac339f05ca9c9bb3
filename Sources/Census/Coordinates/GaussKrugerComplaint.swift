public import GeoModel
internal import Glibc

/// Why projected metres do not fit the zone that a file declares.
public enum GaussKrugerComplaint: Hashable, Sendable {
    /// Easting and northing are exchanged: Chinese survey data calls the north X.
    case exchanged
    /// The easting carries another zone's number.
    case wrongPrefix(found: Int, expected: Int)
    /// The easting carries the number of a zone of the other width.
    case otherWidth(found: Int, width: ZoneWidth, expected: Int)
    /// The easting has no zone number, but the declared zone has one.
    case missingPrefix(expected: Int)
    /// The easting has a zone number, but the declared zone has none.
    case unexpectedPrefix(found: Int)
    /// The easting lies further from the central meridian than the zone and its neighbours' overlap reach.
    case beyondZone(degreesFromMeridian: Double)
    /// The numbers are no Gauss-Krüger coordinates in China at all.
    case implausible

    /// The position would be brought to another place, so it must not be used.
    public var isFatal: Bool {
        if case .beyondZone = self { return false }
        return true
    }

    /// The complaint in words.
    public var text: LocalizedText {
        switch self {
        case .exchanged:
            LocalizedText(
                zh: "东坐标与北坐标颠倒（测绘坐标的 X 指北）", en: "easting and northing are exchanged (survey X is north)")
        case .wrongPrefix(let found, let expected):
            LocalizedText(
                zh: "东坐标带号为 \(found)，声明的带号为 \(expected)",
                en: "the easting is of zone \(found), but zone \(expected) is declared")
        case .otherWidth(let found, let width, let expected):
            LocalizedText(
                zh: "东坐标带号 \(found) 属于 \(width.rawValue) 度带，声明的带号为 \(expected)",
                en:
                    "the easting's zone \(found) is a \(width.rawValue)-degree one, but zone \(expected) is declared"
            )
        case .missingPrefix(let expected):
            LocalizedText(
                zh: "东坐标缺少带号 \(expected)；若数据不带带号，请声明不带带号的坐标系",
                en:
                    "the easting lacks the zone number \(expected); if so meant, declare the system without numbers"
            )
        case .unexpectedPrefix(let found):
            LocalizedText(
                zh: "东坐标带有带号 \(found)，声明的坐标系不带带号",
                en: "the easting carries zone number \(found), but the declared system has none")
        case .beyondZone(let degrees):
            LocalizedText(
                zh: "距中央子午线约 \((degrees * 10).rounded() / 10) 度，超出该带",
                en:
                    "about \((degrees * 10).rounded() / 10) degrees from the central meridian, beyond the zone"
            )
        case .implausible:
            LocalizedText(zh: "不是中国范围内的高斯-克吕格坐标", en: "not Gauss-Krüger coordinates in China")
        }
    }
}

extension GaussKrugerZone {
    /// Tests whether metres fit the zone; nothing is changed.
    ///
    /// - Parameters:
    ///   - position: easting and northing in metres, x first.
    ///   - overlap: how many degrees beyond the zone's edge data may go, as counties across an edge do.
    /// - Returns: the first complaint, or `nil` if they fit.
    public func complaint(about position: Position, overlap: Double = 1) -> GaussKrugerComplaint? {
        guard position.isFinite else { return .implausible }
        if looksExchanged(position) { return .exchanged }
        guard Self.northings.contains(position.y) else { return .implausible }
        if let prefix = prefixComplaint(position.x) { return prefix }
        let metresPerDegree = 111_320 * cos(position.y / 111_000 * .pi / 180)
        let degrees = (position.x - falseEasting).magnitude / metresPerDegree
        return degrees > Double(width.rawValue) / 2 + overlap
            ? .beyondZone(degreesFromMeridian: degrees) : nil
    }

    /// Northings of China, 3 to 54 degrees, in metres with room to spare.
    private static let northings = 300_000.0...6_100_000.0
    /// Eastings without a zone number.
    private static let plainEastings = 100_000.0...900_000.0
    /// Eastings with one.
    private static let prefixedEastings = 13_000_000.0...46_000_000.0

    private func looksExchanged(_ position: Position) -> Bool {
        let yIsPrefixed = Self.prefixedEastings.contains(position.y)
        if Self.northings.contains(position.x), yIsPrefixed { return true }
        // Both could be plain eastings below 900 km north; mainland northings are above that.
        return Self.northings.contains(position.x) && position.x > 900_000
            && Self.plainEastings.contains(position.y)
    }

    private func prefixComplaint(_ easting: Double) -> GaussKrugerComplaint? {
        if Self.plainEastings.contains(easting) { return isPrefixed ? .missingPrefix(expected: number) : nil }
        guard Self.prefixedEastings.contains(easting) else { return .implausible }
        let found = Int(easting / 1_000_000)
        guard isPrefixed else { return .unexpectedPrefix(found: found) }
        if found == number { return nil }
        let other = ZoneWidth.allCases.first { $0 != width && $0.chineseZones.contains(found) }
        if let other { return .otherWidth(found: found, width: other, expected: number) }
        return .wrongPrefix(found: found, expected: number)
    }
}
