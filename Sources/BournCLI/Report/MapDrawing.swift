internal import Census
internal import Foundation
internal import GeoKernels
internal import GeoModel

/// Draws geometry as the inside of one SVG picture.
///
/// Coordinates are scaled so that a metre is as long north as east at the middle of the picture. A vertex less
/// than half a picture unit from the last one drawn is left out: the picture is for looking at, and a page of a county
/// must stay small. Zones are simplified together before they are drawn, so that shared borders thin alike.
struct MapDrawing {
    /// The picture's width in its own units.
    static let width = 1100.0
    /// The picture's height in its own units.
    let height: Double
    /// The length of half a unit on the ground: what is finer cannot be seen.
    let resolution: Metres
    private let extent: Envelope
    private let scaleX: Double
    private let scaleY: Double
    private var elements: [String] = []
    private var labels: SheetLabels

    /// Makes an empty picture of an extent.
    ///
    /// - Parameters:
    ///   - extent: What to show, in the coordinates of what will be drawn.
    ///   - measure: How long a unit of x and y is there.
    init(extent: Envelope, measure: GroundMeasure) {
        let metric = measure.metric(at: extent.centre)
        let margin = 0.02
        let wide = max(extent.width, 1e-9) * metric.metresPerUnitX
        let high = max(extent.height, 1e-9) * metric.metresPerUnitY
        let unitsPerMetre = Self.width * (1 - 2 * margin) / max(wide, high)
        self.extent = extent
        resolution = Metres(0.5 / unitsPerMetre)
        scaleX = unitsPerMetre * metric.metresPerUnitX
        scaleY = unitsPerMetre * metric.metresPerUnitY
        height = (high * unitsPerMetre + 2 * margin * Self.width).rounded(.up)
        labels = SheetLabels(width: Self.width, height: height)
    }

    /// Draws an area.
    mutating func add(area: MultiPolygon, class name: String, fill: String? = nil, title: String? = nil) {
        let rings = area.polygons.flatMap(\.rings).map { path($0.positions, isClosed: true) }
        add(path: rings.joined(), class: name, fill: fill, title: title)
    }

    /// Draws lines.
    mutating func add(lines: [LineString], class name: String, title: String? = nil) {
        add(
            path: lines.map { path($0.positions, isClosed: false) }.joined(), class: name, fill: nil,
            title: title)
    }

    /// Draws a dot of a radius in picture units.
    mutating func add(dot position: Position, radius: Double, class name: String, title: String? = nil) {
        let (x, y) = place(position)
        let start = "<circle cx=\"\(tenth(x))\" cy=\"\(tenth(y))\" r=\"\(tenth(radius))\" class=\"\(name)\""
        elements.append(title.map { "\(start)><title>\(escaped($0))</title></circle>" } ?? "\(start)/>")
    }

    /// Draws which way a camera looked as a sector of a radius in picture units, whatever it could see.
    ///
    /// - Parameters:
    ///   - view: The view; its bearing is that of the map, whose north is up.
    ///   - radius: How far the sector reaches.
    ///   - name: Its class.
    ///   - title: What it is.
    ///   - link: Where a click leads.
    mutating func add(view: ViewCone, radius: Double, class name: String, title: String, link: String) {
        let (x, y) = place(view.apex)
        let edges = [-0.5, 0.5].map { side -> String in
            let bearing = (view.direction + side * view.angle) * .pi / 180
            return "\(tenth(x + radius * sin(bearing))) \(tenth(y - radius * cos(bearing)))"
        }
        let arc = "A\(tenth(radius)) \(tenth(radius)) 0 0 1 \(edges[1])"
        let path = "M\(tenth(x)) \(tenth(y))L\(edges[0])\(arc)Z"
        elements.append(
            "<a href=\"\(escaped(link))\"><path class=\"\(name)\" d=\"\(path)\"><title>\(escaped(title))</title></path></a>")
    }

    /// Writes a label beside a dot, above everything drawn; nothing where other labels leave it no room.
    mutating func add(label: String, besideDotAt position: Position, radius: Double) {
        let (x, y) = place(position)
        let size = 10.0
        let across = radius + SheetLabels.width(of: label, size: size) / 2 + 1
        let steps = [(1.0, -0.5), (1, 0.5), (-1, -0.5), (-1, 0.5), (0, -1), (0, 1)]
        let places = steps.map { Position(x + $0 * across, y + $1 * (radius + size * 0.7)) }
        labels.add([(label, "label", size)], at: places)
    }

    /// The picture as an SVG element.
    var svg: String {
        """
        <svg class="map" viewBox="0 0 \(Int(Self.width)) \(Int(height))" xmlns="http://www.w3.org/2000/svg" role="img">
        \((elements + labels.elements).joined(separator: "\n"))
        </svg>
        """
    }

    private mutating func add(path: String, class name: String, fill: String?, title: String?) {
        guard !path.isEmpty else { return }
        let paint = fill.map { " fill=\"\($0)\"" } ?? ""
        let start = "<path class=\"\(name)\"\(paint) fill-rule=\"evenodd\" d=\"\(path)\""
        elements.append(title.map { "\(start)><title>\(escaped($0))</title></path>" } ?? "\(start)/>")
    }

    private func path(_ positions: [Position], isClosed: Bool) -> String {
        var result = ""
        var last: (x: Double, y: Double)?
        for (index, position) in positions.enumerated() {
            let (x, y) = place(position)
            let isEnd = index == positions.count - 1
            if let last, abs(x - last.x) < 0.5, abs(y - last.y) < 0.5, !isEnd { continue }
            if isClosed && isEnd { break }
            result += last == nil ? "M" : "L"
            result += "\(tenth(x)) \(tenth(y))"
            last = (x, y)
        }
        return isClosed ? result + "Z" : result
    }

    private func place(_ position: Position) -> (x: Double, y: Double) {
        let margin = 0.02 * Self.width
        return ((position.x - extent.minX) * scaleX + margin, (extent.maxY - position.y) * scaleY + margin)
    }

    /// A number with one decimal, without the cost of a formatter.
    private func tenth(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0
            ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
