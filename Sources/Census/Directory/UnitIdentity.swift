/// What makes two rows one unit: the code, the suffix of a part without a code of its own, and the county.
///
/// The census counts by place of production: one company with sites in two counties is two units, each right.
/// The county is where the site is, never digits 3 to 8 of the credit code, which name the registrar.
public struct UnitIdentity: Hashable, Sendable {
    /// The credit code, organisation code or census object code, in capitals without spaces or hyphens.
    public let code: String
    /// The suffix (二级单位代码); empty for the unit as a whole.
    public let suffix: String
    /// The county of the site, 6 digits.
    public let county: String

    /// Makes an identity, or `nil` when there is no code.
    ///
    /// - Parameters:
    ///   - code: Any of the three codes, as typed.
    ///   - suffix: The suffix as typed; zeros alone are no suffix.
    ///   - division: The division or zone that the site is in.
    public init?(code: String, suffix: String = "", division: String) {
        let plain = CodeText.plain(code).filter { $0 != "-" && !$0.isWhitespace }
        guard !plain.isEmpty else { return nil }
        self.code = plain
        let bare = CodeText.plain(suffix)
        self.suffix = bare.allSatisfy { $0 == "0" } ? "" : bare
        county = String(CodeText.plain(division).prefix(6))
    }

    /// The organisation code: places 9 to 17 of a credit code, or a code of nine characters itself.
    public var organisationCode: String? {
        switch code.utf8.count {
        // A text that is no credit code falls through to the other schemes; that is no fault.
        case 18 where (try? UnifiedSocialCreditCode(code)) != nil: String(code.dropFirst(8).prefix(9))
        case 9: code
        default: nil
        }
    }
}

extension UnitIdentity: CustomStringConvertible {
    /// Code, suffix and county, separated by slashes.
    public var description: String { "\(code)/\(suffix)/\(county)" }
}
