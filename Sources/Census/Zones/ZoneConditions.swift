/// What zones were drawn by: the workload that was counted, the limits, and what else was declared.
///
/// A plan carries it in a field of each zone, so that it survives other programs and formats, and an office keeps it with its
/// zones.
public struct ZoneConditions: Hashable, Sendable {
    /// Two blocks joined by a ferry or bridge.
    public struct Link: Hashable, Sendable {
        /// The code of one block.
        public let first: String
        /// The code of the other.
        public let second: String

        /// Makes a link.
        public init(_ first: String, _ second: String) {
            self.first = first
            self.second = second
        }
    }

    /// The sum of block fields that was counted, such as `units+0.5*residents`; empty when each unit counted one.
    public var workload: String
    /// The least workload; `nil` when not stated.
    public var minimum: Double?
    /// The greatest workload; `nil` when not stated.
    public var maximum: Double?
    /// The greatest area in square kilometres.
    public var maximumArea: Double?
    /// The greatest distance across in metres.
    public var maximumDiameter: Double?
    /// The links that were declared.
    public var links: [Link]
    /// The zones were held to barriers.
    public var hasBarriers: Bool
    /// The zones were drawn from those of the last census, whose codes go on.
    public var continuesLast: Bool

    /// Makes conditions.
    public init(
        workload: String = "", minimum: Double? = nil, maximum: Double? = nil, maximumArea: Double? = nil,
        maximumDiameter: Double? = nil, links: [Link] = [], hasBarriers: Bool = false,
        continuesLast: Bool = false
    ) {
        self.workload = workload
        self.minimum = minimum
        self.maximum = maximum
        self.maximumArea = maximumArea
        self.maximumDiameter = maximumDiameter
        self.links = links
        self.hasBarriers = hasBarriers
        self.continuesLast = continuesLast
    }
}

extension ZoneConditions {
    /// The field of a plan that holds the conditions.
    public static let field = "drawn_by"

    /// Reads conditions; `nil` when the text is none.
    ///
    /// Names that are not known are passed over, so that later versions can say more.
    public init?(text: String) {
        self.init()
        var isAny = false
        for entry in text.split(separator: ";") {
            let sides = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2 else { return nil }
            isAny = true
            let name = String(sides[0].drop { $0 == " " })
            read(name, String(sides[1]))
        }
        if !isAny { return nil }
    }

    private mutating func read(_ name: String, _ value: String) {
        switch name {
        case "workload": workload = value
        case "min": minimum = Double(value)
        case "max": maximum = Double(value)
        case "max_area_km2": maximumArea = Double(value)
        case "max_diameter_m": maximumDiameter = Double(value)
        case "link":
            let codes = value.split(separator: ":").map(String.init)
            if codes.count == 2 { links.append(Link(codes[0], codes[1])) }
        case "barriers": hasBarriers = value == "1"
        case "last": continuesLast = value == "1"
        default: break
        }
    }

    /// The conditions as text: names and values, `min=20; max=150`.
    public var text: String {
        var entries = ["workload=\(workload)"]
        let numbers = [
            ("min", minimum), ("max", maximum), ("max_area_km2", maximumArea),
            ("max_diameter_m", maximumDiameter),
        ]
        for (name, number) in numbers {
            if let number { entries.append("\(name)=\(number)") }
        }
        entries += links.map { "link=\($0.first):\($0.second)" }
        if hasBarriers { entries.append("barriers=1") }
        if continuesLast { entries.append("last=1") }
        return entries.joined(separator: "; ")
    }
}
