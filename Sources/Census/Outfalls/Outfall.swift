public import GeoModel

/// A receiving water by name and code; codes of any scheme are opaque texts.
public struct ReceivingWater: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The code; without one it is no environmental water of the 2018 census.
    public let code: String?
    /// A river or a lake, which limits depend on.
    public let kind: WaterKind
    /// The basin, whose season calendar holds.
    public let basin: String?
    /// The class that the water should reach, if one is set.
    public let target: WaterClass?

    /// Names a receiving water.
    public init(
        name: String, code: String?, kind: WaterKind, basin: String? = nil, target: WaterClass? = nil
    ) {
        self.name = name
        self.code = code
        self.kind = kind
        self.basin = basin
        self.target = target
    }
}

/// An entry of the outfall register (S104 and the later fields).
public struct Outfall: Hashable, Sendable {
    /// The identifier inside the workspace, which never changes.
    public let id: String
    /// The name.
    public let name: String
    /// Codes in several schemes with their history.
    public let codes: OutfallCodeHistory
    /// River or sea.
    public let category: OutfallCategory
    /// The class of 2018, if given.
    public let kind2018: OutfallKind2018?
    /// The identifier of its class by HJ 1312, if given.
    public let classHJ1312: String?
    /// How it meets the water, if known.
    public let mode: DischargeMode?
    /// The position in longitude and latitude of the workspace CRS.
    public let position: Position
    /// The 12-digit code of the declared division.
    public let declaredDivision: String
    /// The address.
    public let address: String
    /// Who set it up.
    public let operatorName: String
    /// The receiving water.
    public let water: ReceivingWater
    /// The daily flow in m³/d, if known.
    public let cubicMetresPerDay: Double?
    /// The yearly flow in m³/a, if known.
    public let cubicMetresPerYear: Double?

    /// Makes an entry from its fields.
    public init(
        id: String, name: String, codes: OutfallCodeHistory, category: OutfallCategory,
        kind2018: OutfallKind2018? = nil, classHJ1312: String? = nil, mode: DischargeMode? = nil,
        position: Position, declaredDivision: String, address: String = "", operatorName: String = "",
        water: ReceivingWater, cubicMetresPerDay: Double? = nil, cubicMetresPerYear: Double? = nil
    ) {
        self.id = id
        self.name = name
        self.codes = codes
        self.category = category
        self.kind2018 = kind2018
        self.classHJ1312 = classHJ1312
        self.mode = mode
        self.position = position
        self.declaredDivision = declaredDivision
        self.address = address
        self.operatorName = operatorName
        self.water = water
        self.cubicMetresPerDay = cubicMetresPerDay
        self.cubicMetresPerYear = cubicMetresPerYear
    }

    /// The scale class; `nil` when no flow is known.
    public func scale(by threshold: ScaleThreshold = .census2018) -> OutfallScale? {
        threshold.scale(cubicMetresPerDay: cubicMetresPerDay, cubicMetresPerYear: cubicMetresPerYear)
    }
}
