/// How far down a division is.
public enum DivisionLevel: Int, CaseIterable, Comparable, Sendable {
    /// 省级, 2 digits.
    case province = 2
    /// 地级, 4 digits.
    case city = 4
    /// 县级, 6 digits.
    case county = 6
    /// 乡级, 9 digits.
    case township = 9
    /// 村级, 12 digits.
    case village = 12

    /// Orders from the province down.
    public static func < (a: DivisionLevel, b: DivisionLevel) -> Bool { a.rawValue < b.rawValue }

    /// The level's name.
    public var text: LocalizedText {
        switch self {
        case .province: LocalizedText(zh: "省级", en: "province")
        case .city: LocalizedText(zh: "地级", en: "city")
        case .county: LocalizedText(zh: "县级", en: "county")
        case .township: LocalizedText(zh: "乡级", en: "township")
        case .village: LocalizedText(zh: "村级", en: "village")
        }
    }
}

/// The kind of a township by the seventh digit of its code (GB/T 10114).
public enum TownshipKind: Hashable, Sendable {
    /// 街道, 0.
    case street
    /// 镇, 1.
    case town
    /// 乡, 2 or 3.
    case township
    /// 政企合一, 4 or 5.
    case enterprise
    /// Any other digit.
    case other
}

/// A division's statistical code: GB/T 2260 for province, city and county, then township and village.
///
/// The code is text, never a number. Shorter codes padded with zeros to 6, 9 or 12 digits mean the same division:
/// `500243`, `500243000` and `500243000000` are equal. Cities without counties (东莞, 441900) have their towns
/// directly below: the parent of 441900003 is 4419. Whether a code exists in a given year is not this type's
/// business but that of the office's division table.
public struct DivisionCode: Hashable, Sendable {
    /// The digits without padding: 2, 4, 6, 9 or 12.
    public let digits: String

    /// How far down the division is.
    public var level: DivisionLevel { DivisionLevel(rawValue: digits.utf8.count) ?? .village }

    /// Reads a code of 2, 4, 6, 9 or 12 digits.
    ///
    /// - Parameter text: the cell's text; spaces around it do not matter.
    /// - Throws: `CodeRefusal`, the reason why it is no such code.
    public init(_ text: String) throws(CodeRefusal) {
        if let refusal = CodeText.refusal(for: text, lengths: DivisionLevel.allCases.map(\.rawValue)) {
            throw refusal
        }
        let plain = CodeText.plain(text)
        guard plain.first != "0" else { throw .noProvince(String(plain.prefix(2))) }
        digits = Self.significant(plain)
    }

    private init(padded: Substring) { digits = Self.significant(String(padded)) }

    /// Drops the levels at the end that are all zeros.
    private static func significant(_ digits: String) -> String {
        var result = digits[...]
        for level in DivisionLevel.allCases.reversed()
        where level > .province && result.count == level.rawValue {
            let above = DivisionLevel.allCases.last { $0 < level }?.rawValue ?? 0
            guard result.dropFirst(above).allSatisfy({ $0 == "0" }) else { break }
            result = result.prefix(above)
        }
        return String(result)
    }

    /// The code padded with zeros to 12 digits.
    public var padded: String { digits + String(repeating: "0", count: 12 - digits.utf8.count) }

    /// The division that this one is directly part of, or `nil` for a province.
    public var parent: DivisionCode? {
        guard let above = DivisionLevel.allCases.last(where: { $0 < level }) else { return nil }
        return DivisionCode(padded: digits.prefix(above.rawValue))
    }

    /// The divisions that this one is part of, the nearest first.
    public var ancestors: [DivisionCode] {
        Array(sequence(first: self) { $0.parent }.dropFirst())
    }

    /// The division of a level that this one is or is part of, or `nil` if it is above the level or the level is
    /// left out.
    public func division(at level: DivisionLevel) -> DivisionCode? {
        if self.level == level { return self }
        return ancestors.first { $0.level == level }
    }

    /// The other division is this one or part of it.
    public func contains(_ other: DivisionCode) -> Bool { other.digits.hasPrefix(digits) }

    /// The kind of the township that the code names or is part of, or `nil` above townships.
    public var townshipKind: TownshipKind? {
        guard level >= .township else { return nil }
        return switch Array(digits)[6] {
        case "0": .street
        case "1": .town
        case "2", "3": .township
        case "4", "5": .enterprise
        default: .other
        }
    }
}

extension DivisionCode: Comparable {
    /// Orders by digits, so that a division comes straight before its parts.
    public static func < (a: DivisionCode, b: DivisionCode) -> Bool { a.digits < b.digits }
}

extension DivisionCode: CustomStringConvertible {
    /// The digits without padding.
    public var description: String { digits }
}
