/// The code of a census zone: the 12 digits of its village and a serial number.
///
/// The width of the serial differs between censuses (3 in the rules, 2 or 4 in systems that were built), so it
/// is a setting. Serials count from 1 within a village; 0 stands for a village that is not divided.
public struct ZoneCode: Hashable, Sendable {
    /// The width that the rules give.
    public static let usualSerialWidth = 3

    /// The code as text.
    public let text: String
    /// The division whose zone it is.
    public let village: DivisionCode
    /// The number of the zone in its village.
    public let serial: Int

    /// Reads a code of 12 digits and a serial.
    ///
    /// - Parameters:
    ///   - text: the cell's text; spaces around it do not matter.
    ///   - serialWidth: how many digits the serial has, 1 to 6.
    /// - Throws: `CodeRefusal`, the reason why it is no such code.
    public init(_ text: String, serialWidth: Int = usualSerialWidth) throws(CodeRefusal) {
        precondition((1...6).contains(serialWidth), "a zone's serial has 1 to 6 digits")
        if let refusal = CodeText.refusal(for: text, lengths: [12 + serialWidth]) { throw refusal }
        let plain = CodeText.plain(text)
        village = try DivisionCode(String(plain.prefix(12)))
        serial = Int(plain.dropFirst(12)) ?? 0
        self.text = plain
    }

    /// Makes the code of a zone, or `nil` if the serial does not fit its width.
    ///
    /// - Parameters:
    ///   - village: the division whose zone it is; codes above villages are padded to 12 digits.
    ///   - serial: the zone's number, not negative.
    ///   - serialWidth: how many digits the serial has, 1 to 6.
    public init?(village: DivisionCode, serial: Int, serialWidth: Int = usualSerialWidth) {
        precondition((1...6).contains(serialWidth), "a zone's serial has 1 to 6 digits")
        let digits = String(serial)
        guard serial >= 0, digits.utf8.count <= serialWidth else { return nil }
        self.village = village
        self.serial = serial
        text = village.padded + String(repeating: "0", count: serialWidth - digits.utf8.count) + digits
    }

    /// The zone is a whole village.
    public var isWholeVillage: Bool { serial == 0 }
}

extension ZoneCode: Comparable {
    /// Orders by text.
    public static func < (a: ZoneCode, b: ZoneCode) -> Bool { a.text < b.text }
}

extension ZoneCode: CustomStringConvertible {
    /// The code as text.
    public var description: String { text }
}
