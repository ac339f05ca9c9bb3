internal import Census
internal import GeoModel

/// A drawing on a map sheet: areas, lines and dots below, words above.
struct MapSheet {
    /// What ground the sheet shows.
    let view: MapView
    private let clip: SheetClip
    private let seen: Envelope
    private var elements: [String] = []
    /// The words.
    var labels: SheetLabels

    init(_ view: MapView) {
        self.view = view
        clip = SheetClip(width: view.width, height: view.height)
        seen = view.extent
        labels = SheetLabels(width: view.width, height: view.height)
    }

    /// Something of that extent would be seen.
    func shows(_ envelope: Envelope?) -> Bool { envelope.map { $0.intersects(seen) } ?? false }

    /// Draws an area if it can be seen.
    mutating func add(area: MultiPolygon, class name: String) {
        guard shows(area.envelope) else { return }
        let rings = area.polygons.flatMap(\.rings).map { clip.ring($0.positions.map(view.place)) }
        let data = SheetPath.data(rings.filter { $0.count > 2 }, isClosed: true)
        guard !data.isEmpty else { return }
        elements.append("<path class=\"\(name)\" fill-rule=\"evenodd\" d=\"\(data)\"/>")
    }

    /// Draws lines if they can be seen.
    mutating func add(lines: [[Position]], class name: String) {
        let data = SheetPath.data(runs(of: lines), isClosed: false)
        guard !data.isEmpty else { return }
        elements.append("<path class=\"\(name)\" d=\"\(data)\"/>")
    }

    /// The parts of lines on the sheet, in its units.
    func runs(of lines: [[Position]]) -> [[Position]] {
        lines.filter { shows(Envelope($0)) }.flatMap { clip.line($0.map(view.place)) }
    }

    /// The part of an area on the sheet, in its units, as far as a label needs it.
    func visiblePart(of area: MultiPolygon) -> MultiPolygon {
        MultiPolygon(
            area.polygons.compactMap { polygon in
                let rings = polygon.rings.map { ring in
                    let cut = clip.ring(ring.positions.map(view.place))
                    return LinearRing(unchecked: cut + cut.prefix(1))
                }
                return rings.first.map { $0.positions.count > 3 } == true ? Polygon(rings: rings) : nil
            })
    }

    /// Draws a dot of a radius in the sheet's units.
    mutating func add(dot position: Position, radius: Double, class name: String, title: String? = nil) {
        guard seen.contains(position) else { return }
        let place = view.place(position)
        let start =
            "<circle class=\"\(name)\" cx=\"\(SheetPath.tenth(place.x))\" cy=\"\(SheetPath.tenth(place.y))\" "
            + "r=\"\(SheetPath.tenth(radius))\""
        elements.append(title.map { "\(start)><title>\(escaped($0))</title></circle>" } ?? "\(start)/>")
    }

    /// Adds SVG as it is, above what was drawn before.
    mutating func add(svg: String) { elements.append(svg) }

    /// The sheet as an SVG element.
    func svg(title: LocalizedText) -> String {
        """
        <svg class="sheet" viewBox="0 0 \(Int(view.width)) \(Int(view.height))" xmlns="http://www.w3.org/2000/svg" role="img">
        <title>\(escaped(title.chinese)) \(escaped(title.english))</title>
        \(elements.joined(separator: "\n"))
        \(labels.elements.joined(separator: "\n"))
        </svg>
        """
    }
}
