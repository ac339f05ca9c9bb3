public import GeoModel

/// Whether an entry of the register counts.
public enum RegisterState: String, CaseIterable, Sendable {
    /// It counts.
    case registered
    /// It is kept on file with the reason why it does not count.
    case excluded

    /// The state in both languages.
    public var text: LocalizedText {
        switch self {
        case .registered: LocalizedText(zh: "入册", en: "registered")
        case .excluded: LocalizedText(zh: "排除", en: "excluded")
        }
    }
}

/// An entry of the register as it is kept: what is known, and what is not.
///
/// Unlike `Outfall` it may lack a position, a class or a water, because an issued list often does, and nothing
/// of it is thrown away.
public struct RegisterEntry: Hashable, Sendable {
    /// The identifier inside the workspace, which never changes.
    public var id: String
    /// The code that lists show.
    public var code: String
    /// The name.
    public var name: String
    /// All codes with their history.
    public var codes = OutfallCodeHistory()
    /// River or sea.
    public var category: OutfallCategory?
    /// The class of 2018.
    public var kind2018: OutfallKind2018?
    /// The identifier of its class by HJ 1312.
    public var classHJ1312: String?
    /// How it meets the water.
    public var mode: DischargeMode?
    /// The position in longitude and latitude of the workspace's reference.
    public var position: Position?
    /// A second position that its source states besides the one that was taken.
    public var otherPosition: Position?
    /// The 12-digit code of the declared division.
    public var declaredDivision = ""
    /// The address.
    public var address = ""
    /// Who set it up.
    public var operatorName = ""
    /// The name of the receiving water.
    public var waterName = ""
    /// The code of the receiving water.
    public var waterCode: String?
    /// The bank written on the form.
    public var declaredSide: BankSide?
    /// The daily flow in m³/d.
    public var cubicMetresPerDay: Double?
    /// The yearly flow in m³/a.
    public var cubicMetresPerYear: Double?
    /// The scale written on the form.
    public var declaredScale: OutfallScale?
    /// Its water comes from a built-up area; `nil` when nobody has said.
    public var servesBuiltUpArea: Bool?
    /// The day on which the form was filled in, where it says.
    public var formDay: CalendarDate?
    /// Whether it counts.
    public var state = RegisterState.registered
    /// Why it does not.
    public var exclusion: ExclusionReason?
    /// The case of the survey that holds its witnesses.
    public var caseID: String?
    /// What could not be read of its row, as stable words.
    public var doubts: [String] = []

    /// Starts an entry of which only identity and name are known.
    public init(id: String, code: String, name: String) {
        self.id = id
        self.code = code
        self.name = name
    }

    /// The scale class by its flows; `nil` when none is known.
    public func scale(by threshold: ScaleThreshold = .census2018) -> OutfallScale? {
        threshold.scale(cubicMetresPerDay: cubicMetresPerDay, cubicMetresPerYear: cubicMetresPerYear)
    }

    /// The entry as the place review takes it; `nil` without a position.
    public var outfall: Outfall? {
        position.map {
            Outfall(
                id: id, name: name, codes: codes, category: category ?? .river, kind2018: kind2018,
                classHJ1312: classHJ1312, mode: mode, position: $0, declaredDivision: declaredDivision,
                address: address, operatorName: operatorName,
                water: ReceivingWater(name: waterName, code: waterCode, kind: .river),
                cubicMetresPerDay: cubicMetresPerDay, cubicMetresPerYear: cubicMetresPerYear)
        }
    }
}
