/// What kind of quantity a unit measures, as powers of mass, length and time or as a scale of its own.
public struct UnitDimension: Hashable, Sendable {
    /// A scale that no product of mass, length and time expresses.
    public enum Scale: String, Hashable, Sendable {
        /// A product of mass, length and time.
        case product
        /// Degrees Celsius.
        case celsius
        /// The pH scale.
        case acidity
        /// A number of organisms or a most probable number, with powers of length for its volume.
        case count
        /// Turbidity in NTU.
        case turbidity
        /// Colour in degrees or as a dilution multiple.
        case colour
        /// Electrical conductivity.
        case conductivity
    }

    /// The power of mass.
    public var mass: Int
    /// The power of length.
    public var length: Int
    /// The power of time.
    public var time: Int
    /// The scale; `product` for ordinary units.
    public var scale: Scale

    /// Makes a dimension from its powers.
    public init(mass: Int = 0, length: Int = 0, time: Int = 0, scale: Scale = .product) {
        self.mass = mass
        self.length = length
        self.time = time
        self.scale = scale
    }

    /// Mass for each volume, as mg/L.
    public static let concentration = UnitDimension(mass: 1, length: -3)
    /// Volume for each time, as m³/d.
    public static let volumeFlow = UnitDimension(length: 3, time: -1)
    /// Mass for each time, as t/d.
    public static let massFlow = UnitDimension(mass: 1, time: -1)
    /// A plain number.
    public static let number = UnitDimension()

    /// The kind of quantity in both languages.
    public var text: LocalizedText {
        switch self {
        case .concentration: LocalizedText(zh: "质量浓度", en: "mass concentration")
        case .volumeFlow: LocalizedText(zh: "体积流量", en: "volume flow")
        case .massFlow: LocalizedText(zh: "质量流量", en: "mass flow")
        case .number: LocalizedText(zh: "无量纲数", en: "plain number")
        default: scaleText
        }
    }

    private var scaleText: LocalizedText {
        switch scale {
        case .product: LocalizedText(zh: "其他量", en: "another quantity")
        case .celsius: LocalizedText(zh: "温度", en: "temperature")
        case .acidity: LocalizedText(zh: "酸碱度", en: "acidity")
        case .count: LocalizedText(zh: "菌数", en: "count of organisms")
        case .turbidity: LocalizedText(zh: "浊度", en: "turbidity")
        case .colour: LocalizedText(zh: "色度", en: "colour")
        case .conductivity: LocalizedText(zh: "电导率", en: "conductivity")
        }
    }
}
