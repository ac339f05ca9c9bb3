public import GeoKernels
public import GeoModel

/// A water body of the workspace's layer.
public struct WaterBody: Sendable {
    /// The code.
    public let code: String
    /// The name.
    public let name: String
    /// Lines of a river, or the areas of a lake or reservoir.
    public let geometry: Geometry
    /// The code of the water it flows into, if the layer says so.
    public let flowsInto: String?

    /// Makes a water body.
    public init(code: String, name: String, geometry: Geometry, flowsInto: String? = nil) {
        self.code = code
        self.name = name
        self.geometry = geometry
        self.flowsInto = flowsInto
    }

    /// The lines along which its banks are: a river's own, or the shores of an area.
    var lines: [LineString] {
        switch geometry {
        case .lineString(let line): [line]
        case .multiLineString(let lines): lines
        case .polygon(let polygon): Self.shores(polygon)
        case .multiPolygon(let area): area.polygons.flatMap(Self.shores)
        case .geometryCollection(let members):
            members.flatMap { WaterBody(code: code, name: name, geometry: $0).lines }
        case .point, .multiPoint: []
        }
    }

    /// It is drawn as an area, so it has shores and no chainage.
    var isArea: Bool {
        switch geometry {
        case .polygon, .multiPolygon: true
        default: false
        }
    }

    private static func shores(_ polygon: Polygon) -> [LineString] {
        polygon.rings.map { LineString(unchecked: $0.positions) }
    }
}

/// Where a position lies relative to a water body.
public struct WaterPlace: Hashable, Sendable {
    /// The water's code.
    public let code: String
    /// The water's name.
    public let name: String
    /// The place along its line; `nil` beside a water drawn as an area.
    public let river: RiverPlace?
    /// The distance from the river's line or the shore.
    public let distance: Metres
}

/// The coded water bodies of a workspace, ready to be asked where a position lies along them.
///
/// The mouth of a river is the end nearer to the water it flows into; where the layer does not say that, it is the
/// last position, since rivers are drawn downstream. A river in several parts has a chainage for each part.
public struct WaterBodies: Sendable {
    private struct Bank: Sendable {
        let line: RiverLine
        let extent: Envelope
        let water: Int
    }

    private let waters: [WaterBody]
    private let banks: [Bank]
    private let byCode: [String: [Int]]
    private let measure: GroundMeasure

    /// Prepares water bodies; those without a code or a line are left out, since they are no environmental waters.
    public init(_ waters: [WaterBody], measure: GroundMeasure = .geographic()) {
        let coded = waters.filter { !trimmed($0.code).isEmpty }
        let lines = Dictionary(grouping: coded, by: \.code).mapValues { $0.flatMap(\.lines) }
        var banks: [Bank] = []
        for (index, water) in coded.enumerated() {
            for line in water.lines {
                let mouth = Self.mouth(of: line, in: water.flowsInto.flatMap { lines[$0] } ?? [], measure)
                guard let river = RiverLine(code: water.code, line: line, mouth: mouth, measure: measure),
                    let extent = Geometry.lineString(line).envelope
                else { continue }
                banks.append(Bank(line: river, extent: extent, water: index))
            }
        }
        self.waters = coded
        self.banks = banks
        byCode = Dictionary(grouping: banks.indices) { coded[banks[$0].water].code }
        self.measure = measure
    }

    private static func mouth(
        of line: LineString, in next: [LineString], _ measure: GroundMeasure
    ) -> RiverLine.Mouth {
        guard let first = line.positions.first, let last = line.positions.last else { return .last }
        let receivers = next.compactMap { RiverLine(code: "", line: $0, mouth: .last, measure: measure) }
        func nearness(_ end: Position) -> Metres? { receivers.map { $0.place(of: end).distance }.min() }
        guard let start = nearness(first), let end = nearness(last) else { return .last }
        return start < end ? .first : .last
    }

    /// There is a water body with this code.
    public func has(_ code: String) -> Bool { byCode[code] != nil }

    /// The line of a river near a position, for chainage and bank side; `nil` for areas and unknown codes.
    public func river(_ code: String, near position: Position) -> RiverLine? {
        let rivers = (byCode[code] ?? []).filter { !waters[banks[$0].water].isArea }
        return rivers.map { banks[$0].line }
            .min { $0.place(of: position).distance < $1.place(of: position).distance }
    }

    /// Where a position lies relative to a water of a code; `nil` when there is none.
    public func place(of position: Position, on code: String) -> WaterPlace? {
        nearest(to: position, among: byCode[code] ?? [], within: nil)
    }

    /// The nearest water within a distance; `nil` when there is none.
    ///
    /// - Complexity: O(b + v) for b banks and the v vertices of those whose extent is near enough.
    public func nearest(to position: Position, within distance: Metres) -> WaterPlace? {
        nearest(to: position, among: Array(banks.indices), within: distance)
    }

    private func nearest(to position: Position, among indices: [Int], within limit: Metres?) -> WaterPlace? {
        let metric = measure.metric(at: position)
        var best: (place: RiverPlace, bank: Bank)?
        for index in indices {
            let bank = banks[index]
            if let limit, metric.distance(from: bank.extent.nearest(to: position), to: position) > limit {
                continue
            }
            let place = bank.line.place(of: position)
            if let limit, place.distance > limit { continue }
            if best.map({ place.distance < $0.place.distance }) ?? true { best = (place, bank) }
        }
        return best.map { place, bank in
            let water = waters[bank.water]
            return WaterPlace(
                code: water.code, name: water.name, river: water.isArea ? nil : place,
                distance: place.distance)
        }
    }
}

extension Envelope {
    fileprivate func nearest(to position: Position) -> Position {
        Position(min(max(position.x, minX), maxX), min(max(position.y, minY), maxY))
    }
}
