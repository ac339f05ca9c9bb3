internal import Census
internal import Foundation
internal import GeoKernels
internal import GeoModel
internal import GeoPackageStore
internal import Interchange

/// The units that a review of placements looks at, with what names each to a person.
struct ReviewedUnits {
    /// What placement needs to know of each.
    private(set) var points: [UnitPoint] = []
    /// The name of each.
    private(set) var names: [String] = []
    /// Where each stands in a workspace; empty for files.
    private(set) var stored: [StoredUnit] = []

    /// A unit's row, and its position in the workspace's own reference.
    struct StoredUnit {
        let row: Int64
        let position: Position?
        /// The coordinates as they were typed.
        let text: String
    }

    /// A unit of a workspace as a proposal keeps it.
    func proposed(_ index: Int) -> ProposedUnit {
        let unit = stored[index]
        return ProposedUnit(
            row: unit.row, key: points[index].id, position: unit.position, text: unit.text)
    }

    private let unprojection: GridUnprojection
    private let accuracies: SourceAccuracies
    /// What rows of files say of their references.
    private(set) var said = ReferenceTally()

    /// Makes an empty list.
    ///
    /// - Parameters:
    ///   - unprojection: Brings metres back to degrees.
    ///   - accuracies: The usual error of each source of coordinates.
    init(unprojection: GridUnprojection, accuracies: SourceAccuracies) {
        self.unprojection = unprojection
        self.accuracies = accuracies
    }

    private mutating func append(_ point: UnitPoint, name: String) {
        points.append(point)
        names.append(name)
    }

    private func metres(_ degrees: Position, at position: Position) -> Metres {
        let metric = LocalMetric(atLatitude: min(89, max(-89, position.y)), ellipsoid: .cgcs2000)
        return Metres(max(degrees.x * metric.metresPerUnitX, degrees.y * metric.metresPerUnitY))
    }
}

extension ReviewedUnits {
    /// Names of the columns that a review reads besides the coordinates.
    struct Columns {
        let id: Int?
        let name: Int?
        let batch: Int?
        let source: Int?
        let declared: Int?
        let reference: Int?
        let accuracy: Int?

        init(_ names: [String]) {
            func find(_ wanted: [String]) -> Int? {
                names.firstIndex { name in wanted.contains(name.lowercased().filter { !$0.isWhitespace }) }
            }
            id = find(["序号", "unit_key", "id", "fid"])
            name = find(["单位名称", "名称", "name"])
            batch = find(["批次", "batch"])
            source = find(["来源", "source"])
            declared = find(["普查小区代码", "declared_zone", "zone_code"])
            reference = find(ReferenceWord.columns)
            accuracy = find(StatedAccuracy.columns)
        }
    }

    /// Adds the units of a table.
    ///
    /// - Parameters:
    ///   - path: The file: a CSV, or anything that GDAL reads.
    ///   - options: The columns and reference that the user named.
    /// - Throws: Any error of opening and reading it.
    mutating func append(file path: String, options: PointOptions) async throws {
        let opened = try await OpenSource.open(path, layer: options.pointsLayer, encoding: options.encoding)
        let source = try opened.rows(layer: options.pointsLayer)
        let names = source.columns
        let columns = Columns(names)
        let coordinates = try coordinateColumns(options, names, of: source)
        let references = try references(options, coordinates, of: source)
        let file = URL(fileURLWithPath: path).lastPathComponent
        try source.forEachRow { row in
            try Interruption.check()
            func cell(_ column: Int?) -> String { column.flatMap { row.values[$0] } ?? "" }
            let declared = cell(columns.declared)
            let word = cell(columns.reference)
            let reading = references.reading(saying: coordinates == nil ? "" : word)
            if columns.reference != nil, coordinates != nil {
                said.add(1, first: row.number, saying: word, reading)
            }
            let place = place(coordinates, cell, row.geometry, as: reading)
            let source = Self.source(cell(columns.source))
            let batch = cell(columns.batch)
            append(
                UnitPoint(
                    id: columns.id.map { cell($0) } ?? "\(row.number)", batch: batch.isEmpty ? file : batch,
                    position: place.position, grid: place.grid,
                    declaredZone: declared.isEmpty ? nil : Self.code(declared),
                    uncertainty: PositionUncertainty(
                        rounding: place.rounding, stated: StatedAccuracy.metres(cell(columns.accuracy)),
                        source: accuracies[source]),
                    referenceDoubt: reading.doubt),
                name: cell(columns.name))
        }
    }

    /// How rows are read by what they say; a geometry is in the reference that its file declares.
    private func references(
        _ options: PointOptions, _ columns: CoordinateColumns<Int>?, of source: any RowSource
    ) throws -> RowReferences {
        let areMetres = columns?.areMetres ?? false
        let declared = options.pointsCrs ?? (columns == nil ? source.declaredReference : nil)
        return try RowReferences(
            declared: declared, usual: areMetres ? nil : .cgcs2000, wanted: .cgcs2000, areMetres: areMetres,
            datumShift: options.datumShift?.shift)
    }

    private func coordinateColumns(
        _ options: PointOptions, _ names: [String], of source: any RowSource
    ) throws -> CoordinateColumns<Int>? {
        let header = CSVHeader(names: names)
        if let x = options.x, let y = options.y {
            let (east, north) = (try header.column(named: x), try header.column(named: y))
            return options.isInMetres
                ? .projected(easting: east, northing: north)
                : .geographic(longitude: .text(east), latitude: .text(north))
        }
        do throws(ColumnDeclarationError) {
            return try CoordinateColumnNames.usual.columns(in: names).mapColumns { name in
                names.firstIndex(of: name) ?? 0
            }
        } catch {
            // Without columns of coordinates the rows' own points count; a text has none.
            if source.declaredReference != nil || options.pointsLayer != nil { return nil }
            throw error
        }
    }

    /// Where the cells of a row say that it lies.
    ///
    /// Exchanged ordinates stay as they were typed: what to do about them is for the review to say. Any other refusal
    /// counts as no position, which the review lists as such.
    private func place(
        _ columns: CoordinateColumns<Int>?, _ cell: (Int) -> String, _ geometry: SourceGeometry,
        as said: RowReference
    ) -> (position: Position?, grid: GridReading?, rounding: Metres) {
        var reading: CoordinateReading?
        do throws(CoordinateRefusal) {
            reading = try columns?.reading(cell)
        } catch {
            if case .looksSwapped(let x, let y) = error { return (Position(x, y), nil, Metres(0)) }
        }
        return place(reading, geometry, as: said, areMetres: columns?.areMetres ?? false)
    }

    private func place(
        _ reading: CoordinateReading?, _ geometry: SourceGeometry, as said: RowReference, areMetres: Bool
    ) -> (position: Position?, grid: GridReading?, rounding: Metres) {
        guard let reading else {
            guard case .value(.point(let position), _) = geometry else { return (nil, nil, Metres(0)) }
            return (position.flatMap(said.position), nil, Metres(0))
        }
        guard areMetres else {
            let rounding = metres(reading.uncertainty, at: reading.position)
            // As an import does: what was shifted back is no better known than the formula.
            let isShifted = said.reference?.isObfuscated ?? false
            let shift = isShifted ? CoordinateExpectations().shiftUncertainty : Metres(0)
            return (said.position(reading.position), nil, rounding + shift)
        }
        let (position, grid) = gridPlace(reading.position, as: said)
        return (position, grid, Metres(max(reading.uncertainty.x, reading.uncertainty.y)))
    }

    /// Metres of a Gauss-Krüger zone stay at hand as they were given, for corrections to read in another way.
    private func gridPlace(
        _ metres: Position, as said: RowReference
    ) -> (position: Position?, grid: GridReading?) {
        guard case .epsg(let code)? = said.reference, let zone = GaussKrugerZone(epsg: code) else {
            return (said.position(metres), nil)
        }
        let meridian = Double(zone.centralMeridian)
        let grid = GridReading(easting: metres.x, northing: metres.y, centralMeridian: meridian)
        let within = Position(GridReading.withoutPrefix(metres.x), metres.y)
        let position = unprojection.position(within, meridian: meridian)
        // Metres of an old datum are some hundred metres off without its parameters.
        return (zone.datum == .cgcs2000 || position == nil ? position : said.position(metres), grid)
    }

    /// The words by which files call the sources of coordinates.
    private static func source(_ text: String) -> CoordinateSource {
        switch text {
        case "PDA采集", "satellite": .satellite
        case "地图点选", "map": .map
        case "手工录入", "typed": .typed
        case "地址匹配", "geocoded": .geocoded
        case "下发名录", "issued": .issued
        default: .unstated
        }
    }

    /// A code of an area without the zeros or spaces that hide it; a text that is none stands as it is.
    private static func code(_ text: String) -> String {
        // A zone's own longer code, or no code at all, stands as it is.
        guard let code = try? DivisionCode(text) else { return text }
        return code.padded
    }
}

extension CoordinateColumns {
    /// The columns hold metres.
    fileprivate var areMetres: Bool { if case .projected = self { true } else { false } }
}

extension ReviewedUnits {
    /// Adds the units of a workspace.
    ///
    /// A unit whose coordinates were corrected or came anew no longer belongs to the batch that it came with: what is
    /// wrong with that batch is not wrong with it.
    ///
    /// - Parameter office: The workspace.
    /// - Throws: `StoreError` when the units cannot be read.
    mutating func append(workspace office: Workspace) throws {
        let file = try GeoPackageFile(path: office.path)
        let layer = try file.layer(named: ImportKind.units.layerName)
        let reader = LayerReader(layer, of: file)
        let conversion = try ReferenceConversion(from: layer.reference ?? .cgcs2000, to: .cgcs2000)
        let relocated = try office.relocatedUnits()
        let fields = [
            "unit_key", "name", "batch", "declared_zone", "uncertainty_m", "coordinate_text",
            "coordinate_reference", "declared_reference", "notes", "source_fields",
        ]
        try reader.forEachRow(fields: fields) { row in
            try Interruption.check()
            func cell(_ index: Int) -> String { row.text(index) ?? "" }
            let (declared, kept) = (cell(3), KeptColumns(cell(9)))
            stored.append(StoredUnit(row: row.key, position: row.position, text: cell(5)))
            append(
                UnitPoint(
                    id: cell(0), batch: Self.batch(cell(2), relocated: relocated[cell(0)]),
                    position: row.position.flatMap(conversion.position)
                        ?? Self.swapped(cell(5), notes: cell(8)),
                    grid: grid(cell(5), [cell(6), cell(7)]),
                    declaredZone: declared.isEmpty ? nil : declared,
                    uncertainty: PositionUncertainty(
                        rounding: Metres(Double(cell(4)) ?? 0),
                        stated: kept.value(ofAny: StatedAccuracy.columns).flatMap(StatedAccuracy.metres),
                        source: accuracies[Self.source(kept.value(ofAny: ["来源", "source"]) ?? "")]),
                    referenceDoubt: Self.referenceDoubt(cell(8), cell(7), relocated: relocated[cell(0)])),
                name: cell(1))
        }
    }

    /// The name is kept with proposals, so it must be the same in every language.
    private static func batch(_ given: String, relocated source: String?) -> String {
        guard let source else { return given }
        return given + "+" + (source.isEmpty ? "corrected" : URL(fileURLWithPath: source).lastPathComponent)
    }

    /// A corrected unit was read anew by a person's word: what its row says is settled.
    private static func referenceDoubt(
        _ notes: String, _ word: String, relocated source: String?
    ) -> ReferenceDoubt? {
        source == "" ? nil : ReferenceDoubt(notes: notes.split(separator: " "), saying: word)
    }

    /// Exchanged degrees as they were typed: the import keeps them as text only.
    private static func swapped(_ text: String, notes: String) -> Position? {
        guard notes.split(separator: " ").contains("swapped-axes") else { return nil }
        let numbers = text.split { " ,".contains($0) }.compactMap { Double($0) }
        return numbers.count == 2 ? Position(numbers[0], numbers[1]) : nil
    }

    /// The metres that were typed, where a unit came with metres.
    private func grid(_ text: String, _ references: [String]) -> GridReading? {
        let zone = references.lazy.compactMap { Self.zone($0) }.first
        let numbers = text.split(separator: " ").compactMap { Double($0) }
        guard let zone, numbers.count == 2, numbers.allSatisfy({ $0.magnitude > 1000 }) else { return nil }
        return GridReading(
            easting: numbers[0], northing: numbers[1], centralMeridian: Double(zone.centralMeridian))
    }

    private static func zone(_ reference: String) -> GaussKrugerZone? {
        guard case .named(.epsg(let code)) = ReferenceWord(reference) else { return nil }
        return GaussKrugerZone(epsg: code)
    }
}
