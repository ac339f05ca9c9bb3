internal import Census
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore

/// Everything a zone book shows, gathered from a workspace.
struct ZoneBookContent {
    /// A named area on the map: a town or a village.
    struct NamedArea {
        let code: String
        let name: String
        let area: MultiPolygon
    }

    /// The zones' pages.
    let book: ZoneBook
    /// The workspace's name.
    let title: String
    /// The reference of the coordinates.
    let reference: CRSIdentifier
    /// The level above the zones: towns.
    let parents: [NamedArea]
    /// Villages and communities.
    let blocks: [NamedArea]
    /// Built-up areas.
    let builtUpAreas: [MultiPolygon]
    /// The names of divisions, by code.
    let divisionNames: [String: String]
    /// Who works where.
    let staffing: Staffing
    /// What zones weigh by the fields that they were drawn by; `nil` where units count.
    let drawn: DrawnWorkloads?
    private let tints: [Int]

    init(
        book: ZoneBook, title: String, reference: CRSIdentifier, parents: [NamedArea], blocks: [NamedArea],
        builtUpAreas: [MultiPolygon], divisionNames: [String: String],
        staffing: Staffing, drawn: DrawnWorkloads?
    ) {
        self.book = book
        self.title = title
        self.reference = reference
        self.parents = parents
        self.blocks = blocks
        self.builtUpAreas = builtUpAreas
        self.divisionNames = divisionNames
        self.staffing = staffing
        self.drawn = drawn
        tints = Self.tints(of: book)
    }

    /// The number of a pale colour that no neighbour with a smaller number has.
    func tint(of zone: Int) -> Int { tints[zone] }

    private static func tints(of book: ZoneBook) -> [Int] {
        var tints = [Int](repeating: -1, count: book.zones.count)
        for page in book.pages {
            let used = Set(page.borders.neighbours.map { tints[$0.zone] })
            tints[page.zone] = (0..<8).first { !used.contains($0) } ?? 0
        }
        return tints
    }

    /// The end of a code that tells zones of a town apart: the village's three digits and the serial.
    func shortCode(_ code: String) -> String {
        guard code.count > 12 else { return String(code.suffix(6)) }
        return "\(code.dropFirst(9).prefix(3))–\(code.dropFirst(12))"
    }

    /// A zone's name, with its town's where that is another than the reader's zone has.
    func distinctName(of zone: Int, beside other: Int) -> String {
        let (zone, other) = (book.zones[zone], book.zones[other])
        guard zone.parent != other.parent, let town = divisionNames[zone.parent] else { return zone.name }
        return zone.name.hasPrefix(town) ? zone.name : "\(zone.name)（\(town)）"
    }

    /// The enumerators of a zone.
    func enumerators(of zone: Int) -> [CensusPerson] {
        staffing.enumerators[book.zones[zone].code, default: []].compactMap(staffing.person)
    }

    /// The supervisors of a zone's enumerators.
    func supervisors(of zone: Int) -> [CensusPerson] {
        Set(enumerators(of: zone).compactMap { staffing.supervisors[$0.code] }).sorted()
            .compactMap(staffing.person)
    }

    /// The zones of an enumerator.
    ///
    /// - Throws: `ZoneOfficeError.noSuchPerson`, also for one without zones.
    func zones(ofEnumerator code: String, path: String) throws(ZoneOfficeError) -> [String] {
        let known = Set(book.zones.map(\.code))
        let zones = staffing.zones(of: code).filter(known.contains)
        guard !zones.isEmpty else { throw .noSuchPerson(path: path, code: code) }
        return zones
    }

    /// The pages of some zones.
    ///
    /// - Throws: `ZoneOfficeError.noSuchZone`.
    func pages(of codes: [String], path: String) throws(ZoneOfficeError) -> [ZoneBookPage] {
        let known = Set(book.zones.map(\.code))
        if let unknown = codes.first(where: { !known.contains($0) }) {
            throw .noSuchZone(path: path, code: unknown)
        }
        return book.pages.filter { codes.contains(book.zones[$0.zone].code) }
    }

    /// The names of the divisions a zone lies in, the highest first.
    func place(of zone: BookZone) -> String {
        let levels = [4, 6, 9].map { length in
            let prefix = zone.code.prefix(length)
            return String(prefix) + String(repeating: "0", count: max(12 - prefix.count, 0))
        }
        return levels.compactMap { divisionNames[$0] }.joined(separator: " · ")
    }
}

extension ZoneBookContent {
    /// Gathers what a workspace holds.
    ///
    /// - Parameters:
    ///   - path: The workspace.
    ///   - within: How far beside a feature a border still follows it.
    ///   - console: Where progress is shown.
    /// - Returns: The content.
    /// - Throws: `ZoneOfficeError.noZones`, and any error of opening and reading.
    static func gather(_ path: String, within: Metres, console: Console) async throws -> ZoneBookContent {
        let office = try Workspace.open(at: path)
        let file = try GeoPackageFile(path: path)
        guard try office.counts()[.zones, default: 0] > 0 else { throw ZoneOfficeError.noZones(path: path) }
        let zones = try LayerAreas.read(.zones, of: file, fields: ["name", "parent_code"])
        let blocks = try LayerAreas.read(.blocks, of: file, fields: ["name"])
        let divisions = try LayerAreas.read(.divisions, of: file, fields: ["name"])
        let villages = Dictionary(blocks.map { ($0.code, $0.values[0]) }) { first, _ in first }
        let names = ZoneNames.distinct(
            zones.map { ($0.code, $0.values[0], $0.values[1]) }, villageNames: villages)
        let bookZones = zones.indices.map {
            BookZone(
                code: zones[$0].code, name: names[$0], parent: zones[$0].values[1], area: zones[$0].area)
        }
        let book = ZoneBook(
            zones: bookZones, units: try units(of: file), features: try features(of: file), within: within,
            measure: try GroundMeasure(for: .epsg(office.srsID)))
        let parents = Set(bookZones.map(\.parent))
        return ZoneBookContent(
            book: book, title: path.split(separator: "/").last.map(String.init) ?? path,
            reference: .epsg(office.srsID),
            parents: divisions.filter { parents.contains($0.code) }.map(NamedArea.init),
            blocks: blocks.map(NamedArea.init),
            builtUpAreas: try LayerAreas.read(.builtUpAreas, of: file, fields: []).map(\.area),
            divisionNames: Dictionary(divisions.map { ($0.code, $0.values[0]) }) { first, _ in first },
            staffing: try office.staffing(),
            drawn: try DrawnWorkloads.read(office, path: path, console: console))
    }

    private static func units(of file: GeoPackageFile) throws -> [BookUnit] {
        let reader = LayerReader(try file.layer(named: ImportKind.units.layerName), of: file)
        var units: [BookUnit] = []
        try reader.forEachRow(fields: ["code", "name", "kind", "address"]) { row in
            units.append(
                BookUnit(
                    code: row.text(0) ?? "", name: row.text(1) ?? "", kind: row.text(2) ?? "",
                    address: row.text(3) ?? "", position: row.position))
        }
        return units
    }

    /// Rivers before lakes before roads: where several run together, the water is the better border.
    private static func features(of file: GeoPackageFile) throws -> [VisibleFeature] {
        var rivers: [VisibleFeature] = []
        var lakes: [VisibleFeature] = []
        var roads: [VisibleFeature] = []
        try forEachShape(.waterBodies, of: file, fields: ["name", "kind"]) { values, geometry in
            let isArea = geometry.area != nil
            let feature = VisibleFeature(
                kind: isArea ? .lake : .river, name: values[0], category: values[1], geometry: geometry)
            if isArea { lakes.append(feature) } else { rivers.append(feature) }
        }
        try forEachShape(.roads, of: file, fields: ["name", "class"]) { values, geometry in
            roads.append(
                VisibleFeature(kind: .road, name: values[0], category: values[1], geometry: geometry))
        }
        return rivers + lakes + roads
    }

    private static func forEachShape(
        _ kind: ImportKind, of file: GeoPackageFile, fields: [String],
        _ body: ([String], Geometry) throws -> Void
    ) throws {
        let reader = LayerReader(try file.layer(named: kind.layerName), of: file)
        try reader.forEachRow(fields: fields) { row in
            // A damaged shape is the workspace check's business; the book goes without it.
            guard let geometry = row.geometry else { return }
            try body(fields.indices.map { row.text($0) ?? "" }, geometry)
        }
    }
}

extension ZoneBookContent.NamedArea {
    fileprivate init(_ row: LayerAreas.Row) {
        self.init(code: row.code, name: row.values.first ?? "", area: row.area)
    }
}
