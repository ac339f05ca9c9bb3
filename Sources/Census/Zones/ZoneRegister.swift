internal import GeoModel
internal import Zoning

/// Every code ever given to a zone, in use or retired, with the name it has.
///
/// A code that was given once is never given to another zone. Names are unique among the zones in use of a town.
public struct ZoneRegister: Hashable, Sendable {
    /// A code with its zone.
    public struct Entry: Hashable, Sendable {
        /// The zone's name.
        public var name: String
        /// The code of the town, or whatever stands above the zone; empty when unknown.
        public var town: String
        /// The zone is no more; its code stays.
        public var isRetired: Bool

        /// Makes an entry.
        public init(name: String, town: String, isRetired: Bool = false) {
            self.name = name
            self.town = town
            self.isRetired = isRetired
        }
    }

    /// Why the register refuses something.
    public enum Refusal: Error, Hashable, Sendable {
        /// The village has used up its serials.
        case serialsExhausted(village: String, width: Int)
        /// No zone has or had the code.
        case noSuchZone(code: String)
        /// The zone is no more.
        case retired(code: String)
        /// Another zone of the town has the name.
        case nameTaken(name: String, by: String)
        /// A name holds nothing but space.
        case emptyName(code: String)
    }

    /// The number of digits of a serial.
    public let serialWidth: Int
    /// All codes.
    public private(set) var entries: [String: Entry]

    /// Makes a register.
    ///
    /// - Precondition: A serial has one to six digits.
    public init(_ entries: [String: Entry] = [:], serialWidth: Int = ZoneCode.usualSerialWidth) {
        precondition((1...6).contains(serialWidth), "a zone's serial has 1 to 6 digits")
        self.entries = entries
        self.serialWidth = serialWidth
    }

    /// Every code ever given.
    public var everUsed: Set<String> { Set(entries.keys) }

    /// The next code of a village: one above the greatest serial ever given there.
    ///
    /// - Throws: `Refusal.serialsExhausted`.
    /// - Complexity: O(n) in the codes.
    public func nextCode(in village: String) throws(Refusal) -> String {
        let zone = ZoneCodes.Zone(parent: village, position: Position(0, 0))
        do throws(ZoneCodes.Failure) {
            return try ZoneCodes([zone], everUsed: everUsed, serialWidth: serialWidth).assignments[0].code
        } catch {
            throw .serialsExhausted(village: village, width: serialWidth)
        }
    }

    /// The name that a zone gets with its code: the village's place and the serial as an ordinal.
    ///
    /// - Returns: A name that no zone in use of the town has: where villages share their name, the village's three digits
    ///   stand behind it.
    public func name(forCode code: String, village: String, town: String) -> String {
        let serial = Int(code.dropFirst(12)) ?? 0
        let ordinal =
            (1...9999).contains(serial) ? ZoneOrdinal.zoneName(serial) : "第\(code.dropFirst(12))普查小区"
        let name = ZoneNames.full(village: village, ordinal: ordinal)
        guard holder(ofName: name, town: town, besides: code) != nil else { return name }
        return "\(ZoneNames.place(village))（\(code.prefix(12).suffix(3))）\(ordinal)"
    }

    /// The zone in use of a town that has a name.
    public func holder(ofName name: String, town: String, besides code: String) -> String? {
        entries.filter {
            $0.key != code && !$0.value.isRetired && $0.value.town == town && $0.value.name == name
        }
        .keys.min()
    }

    /// Enters a zone under its code, or brings a retired one back.
    public mutating func enter(_ code: String, name: String, town: String) {
        entries[code] = Entry(name: name, town: town)
    }

    /// Retires a code.
    ///
    /// - Throws: `Refusal.noSuchZone`, `.retired`.
    public mutating func retire(_ code: String) throws(Refusal) {
        try check(code)
        entries[code]?.isRetired = true
    }

    /// Gives a zone another name.
    ///
    /// - Throws: `Refusal`; then nothing has changed.
    public mutating func rename(_ code: String, to name: String) throws(Refusal) {
        try check(code)
        guard !name.isBlank else { throw .emptyName(code: code) }
        let town = entries[code]?.town ?? ""
        if let other = holder(ofName: name, town: town, besides: code) {
            throw .nameTaken(name: name, by: other)
        }
        entries[code]?.name = name
    }

    private func check(_ code: String) throws(Refusal) {
        guard let entry = entries[code] else { throw .noSuchZone(code: code) }
        if entry.isRetired { throw .retired(code: code) }
    }
}

extension ZoneRegister.Refusal {
    /// What is wrong and what to do.
    public var text: LocalizedText {
        switch self {
        case .serialsExhausted(let village, let width):
            LocalizedText(
                zh: "\(village) 的 \(width) 位顺序号已用完（用过的代码不再使用）；请用 bourn zones adopt --serial-width 加宽",
                en: "the \(width) digits of serials of \(village) are used up, and codes are never reused; "
                    + "widen them with `bourn zones adopt --serial-width`")
        case .noSuchZone(let code): LocalizedText(zh: "没有小区 \(code)", en: "there is no zone \(code)")
        case .retired(let code):
            LocalizedText(
                zh: "小区 \(code) 已撤销；见 bourn zones lineage",
                en: "zone \(code) is no more; see `bourn zones lineage`")
        case .nameTaken(let name, let other):
            LocalizedText(
                zh: "本乡镇的小区 \(other) 已叫“\(name)”；请另取一名",
                en: "zone \(other) of the same town is called “\(name)” already; choose another name")
        case .emptyName(let code):
            LocalizedText(zh: "小区 \(code) 的新名称是空的", en: "the new name of zone \(code) is empty")
        }
    }
}
