internal import Census
internal import GeoKernels
internal import GeoModel

/// Draws the map of one zone's page, and the overview of all.
struct ZoneMap {
    private let book: ZoneBookContent

    init(_ book: ZoneBookContent) { self.book = book }

    /// The map of a page: the zone among its neighbours, with roads, waters and the numbered units.
    func page(_ page: ZoneBookPage) -> String {
        let zone = book.book.zones[page.zone]
        let extent = zone.area.envelope ?? Envelope(Position(0, 0))
        var sheet = MapSheet(
            MapView(
                fitting: extent, width: 1860, height: 1180, margin: 0.09, measure: book.book.measure))
        drawGround(on: &sheet, around: page.zone)
        sheet.add(area: zone.area, class: "rim")
        sheet.addFurniture()
        labelNeighbours(of: page, on: &sheet)
        labelFeatures(on: &sheet)
        drawUnits(of: page, on: &sheet)
        labelBlocks(on: &sheet)
        return sheet.svg(title: LocalizedText(zh: "\(zone.name)地图", en: "map of \(zone.name)"))
    }

    /// The overview: every zone with the last digits of its code.
    func overview() -> String {
        let boxes = book.book.zones.compactMap(\.area.envelope)
        guard var extent = boxes.first else { return "" }
        for box in boxes { extent.formUnion(box) }
        let metric = book.book.measure.metric(at: extent.centre)
        let shape = extent.height * metric.metresPerUnitY / max(extent.width * metric.metresPerUnitX, 1e-9)
        // As high as the land needs, and no higher than the paper.
        let height = min(max((shape * 1860).rounded(), 1000), 2150)
        var sheet = MapSheet(
            MapView(fitting: extent, width: 1860, height: height, margin: 0.02, measure: book.book.measure))
        for (number, zone) in book.book.zones.enumerated() {
            sheet.add(area: zone.area, class: "zone tint\(book.tint(of: number))")
        }
        drawFeatures(on: &sheet, isOverview: true)
        for parent in book.parents { sheet.add(area: parent.area, class: "parent") }
        sheet.addFurniture()
        for parent in book.parents where !parent.name.isEmpty {
            let place = InteriorPosition.of(parent.area).map(sheet.view.place)
            sheet.labels.add([(parent.name, "town", 40)], at: place.map { Self.around($0, by: 30) } ?? [])
        }
        for zone in book.book.zones {
            let place = InteriorPosition.of(zone.area).map(sheet.view.place)
            sheet.labels.add([(book.shortCode(zone.code), "tag", 17)], at: place.map { [$0] } ?? [])
        }
        return sheet.svg(title: LocalizedText(zh: "普查小区总图", en: "overview of the zones"))
    }

    private func drawGround(on sheet: inout MapSheet, around zone: Int) {
        for (number, other) in book.book.zones.enumerated() where number != zone {
            sheet.add(area: other.area, class: "other")
        }
        sheet.add(area: book.book.zones[zone].area, class: "here")
        for area in book.builtUpAreas { sheet.add(area: area, class: "built") }
        drawFeatures(on: &sheet, isOverview: false)
        for parent in book.parents { sheet.add(area: parent.area, class: "parent") }
    }

    private func drawFeatures(on sheet: inout MapSheet, isOverview: Bool) {
        let suffix = isOverview ? " thin" : ""
        for feature in book.book.features
        where feature.kind != .road && sheet.shows(feature.geometry.envelope) {
            if let area = feature.geometry.area {
                sheet.add(area: area, class: "lake")
            } else {
                sheet.add(lines: feature.lines, class: "river\(suffix)")
            }
        }
        let roads = book.book.features.filter { $0.kind == .road && sheet.shows($0.geometry.envelope) }
        for road in roads { sheet.add(lines: road.lines, class: "casing \(Self.rank(road))\(suffix)") }
        for road in roads { sheet.add(lines: road.lines, class: "road \(Self.rank(road))\(suffix)") }
    }

    /// Whether a road is drawn as a great or a small one.
    private static func rank(_ road: VisibleFeature) -> String {
        let great = ["motorway", "national", "provincial", "高速", "国道", "省道"]
        return great.contains { road.category.contains($0) } ? "great" : "small"
    }

    private func labelNeighbours(of page: ZoneBookPage, on sheet: inout MapSheet) {
        for (number, _) in page.borders.neighbours {
            let other = book.book.zones[number]
            guard let middle = InteriorPosition.of(sheet.visiblePart(of: other.area)) else { continue }
            let name = book.distinctName(of: number, beside: page.zone)
            let lines = [(name, "name", 27.0), (other.code, "number", 20.0)]
            if !sheet.labels.add(lines, at: Self.around(middle, by: 44)) {
                sheet.labels.add(
                    [(book.shortCode(other.code), "number", 20)], at: Self.around(middle, by: 40))
            }
        }
    }

    private func labelFeatures(on sheet: inout MapSheet) {
        var named: Set<String> = []
        for feature in book.book.features where !feature.name.isEmpty && !named.contains(feature.name) {
            guard sheet.shows(feature.geometry.envelope) else { continue }
            let kind = feature.kind == .road ? "roadname" : "watername"
            var isNamed = false
            if let area = feature.geometry.area {
                let middle = InteriorPosition.of(sheet.visiblePart(of: area))
                isNamed = sheet.labels.add(
                    [(feature.name, kind, 26)], at: middle.map { Self.around($0, by: 30) } ?? [])
            } else {
                let runs = sheet.runs(of: feature.lines).sorted { $0.count > $1.count }
                isNamed = runs.contains {
                    sheet.labels.add(feature.name, name: kind, size: 26, along: $0)
                }
            }
            if isNamed { named.insert(feature.name) }
        }
    }

    private func drawUnits(of page: ZoneBookPage, on sheet: inout MapSheet) {
        let places = page.units.compactMap { book.book.units[$0].position }
        for (number, position) in places.enumerated() {
            let name = book.book.units[page.units[number]].name
            sheet.add(dot: position, radius: 8, class: "unit", title: "\(number + 1) \(name)")
        }
        for position in places {
            let place = sheet.view.place(position)
            sheet.labels.reserve(x: place.x - 7, y: place.y - 7, width: 14, height: 14)
        }
        // Where units crowd, smaller numbers find more room.
        let (name, size) = places.count > 60 ? ("count many", 16.0) : ("count", 20.0)
        for (number, position) in places.enumerated() {
            let place = sheet.view.place(position)
            let wide = SheetLabels.width(of: "\(number + 1)", size: size) / 2 + 10
            let beside = [
                (wide, 0.0), (-wide, 0), (0, -size), (0, size), (wide, -14), (-wide, -14), (wide, 14),
            ]
            sheet.labels.add(
                [("\(number + 1)", name, size)], at: beside.map { Position(place.x + $0.0, place.y + $0.1) })
        }
    }

    private func labelBlocks(on sheet: inout MapSheet) {
        for block in book.blocks where !block.name.isEmpty && sheet.shows(block.area.envelope) {
            guard let middle = InteriorPosition.of(sheet.visiblePart(of: block.area)) else { continue }
            sheet.labels.add(
                [(ZoneNames.place(block.name), "village", 22)], at: Self.around(middle, by: 36))
        }
    }

    /// A place and others around it, nearer ones first.
    private static func around(_ place: Position, by step: Double) -> [Position] {
        var places = [place]
        for ring in 1...4 {
            let reach = step * Double(ring)
            for (x, y) in [(0.0, 1.0), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, -1), (1, -1), (-1, 1)] {
                places.append(Position(place.x + x * reach * 1.6, place.y + y * reach))
            }
        }
        return places
    }
}
