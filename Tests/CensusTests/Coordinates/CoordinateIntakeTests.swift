import Census
import GeoKernels
import GeoModel
import TestSupport
import Testing

/// A projector that moves positions by one degree and refuses those in the south.
private struct ShiftingProjector: CoordinateProjecting {
    func project(
        _ positions: [Position], from reference: DeclaredReference, to workspace: CRSIdentifier
    ) throws(ProjectionUnavailable) -> [Result<Position, ProjectionFailure>] {
        if reference.crs == .epsg(9999) {
            throw ProjectionUnavailable(reference: reference, message: "unknown")
        }
        return positions.map {
            $0.y < 0 ? .failure(ProjectionFailure(message: "south")) : .success(Position(118.75, 32.05))
        }
    }
}

private func intake(
    _ crs: CRSIdentifier, isInMetres: Bool = false, datumShift: DatumShift? = nil
) throws(CoordinateDeclarationError) -> CoordinateIntake {
    try CoordinateIntake(
        reference: DeclaredReference(crs, datumShift: datumShift), isInMetres: isInMetres,
        projector: ShiftingProjector())
}

private func reading(_ x: String, _ y: String) throws -> CoordinateReading {
    let columns = CoordinateColumns<Int>.geographic(longitude: .text(0), latitude: .text(1))
    return try columns.reading { [x, y][$0] }
}

private func metres(_ x: String, _ y: String) throws -> CoordinateReading {
    try CoordinateColumns<Int>.projected(easting: 0, northing: 1).reading { [x, y][$0] }
}

private let anyShift = DatumShift(translation: (1, 2, 3), rotation: (0, 0, 0), scale: 0)

@Suite("coordinate intake")
struct CoordinateIntakeTests {
    @Test("degrees of CGCS2000 pass unchanged, with their text and the uncertainty of their digits")
    func passesDegrees() throws {
        let place = try intake(.cgcs2000).locate([reading("118.758333", "32.058333")])[0].get()
        #expect(place.position == Position(118.758333, 32.058333))
        #expect(place.original == ["118.758333", "32.058333"])
        #expect((0.05...0.09).contains(place.uncertainty.value))
        #expect(place.suspicions.isEmpty)
    }

    @Test("a whole-second position is known to about twenty metres")
    func wholeSeconds() throws {
        let place = try intake(.epsg(4326)).locate([reading("118°45′30″", "32°3′30″")])[0].get()
        #expect((15...21).contains(place.uncertainty.value))
    }

    @Test("web map positions are shifted back, say so, and count the formula's error")
    func shiftsBack() throws {
        let place = try intake(.gcj02).locate([reading("116.38404722455657", "39.91334545536069")])[0].get()
        #expect((place.position.x - 116.377817).magnitude < 1e-9)
        #expect((place.position.y - 39.911954).magnitude < 1e-9)
        #expect(place.uncertainty.value > 4)
        #expect(place.suspicions.contains(.shiftedBack(from: .gcj02, uncertainty: Metres(4))))
        let baidu = try intake(.bd09).locate([reading("116.3904547131", "39.9195755510")])[0].get()
        #expect((baidu.position.x - 116.377817).magnitude < 1e-9)
    }

    @Test(
        "old datums are refused without the user's parameters",
        arguments: [4610, 4214, 2343, 2364, 2422, 21460])
    func oldDatums(code: Int) throws {
        let isInMetres = GaussKrugerZone(epsg: code) != nil
        #expect(throws: CoordinateDeclarationError.self) {
            try intake(.epsg(code), isInMetres: isInMetres)
        }
        _ = try intake(.epsg(code), isInMetres: isInMetres, datumShift: anyShift)
    }

    @Test("columns of the wrong unit are refused before any row is read")
    func wrongUnits() {
        #expect(throws: CoordinateDeclarationError.metresInGeographicReference(.cgcs2000)) {
            try intake(.cgcs2000, isInMetres: true)
        }
        #expect(throws: CoordinateDeclarationError.degreesInProjectedReference(.epsg(4528))) {
            try intake(.epsg(4528))
        }
    }

    @Test("metres that do not fit the zone are refused, the others projected")
    func zoneComplaints() throws {
        let intake = try intake(.epsg(4528), isInMetres: true)
        let results = try intake.locate([
            metres("40382741.321", "3548995.320"), metres("3548995.320", "40382741.321"),
            metres("39382741.321", "3548995.320"),
        ])
        #expect(try results[0].get().position == Position(118.75, 32.05))
        #expect(try results[0].get().uncertainty.value < 0.001)
        #expect(results[1] == .failure(.zone(.exchanged)))
        #expect(results[2] == .failure(.zone(.wrongPrefix(found: 39, expected: 40))))
    }

    @Test("what the projector refuses is a refused row, and an unknown reference an error")
    func projectionFailures() throws {
        let results = try intake(.epsg(3857)).locate([reading("1", "-1"), reading("1", "1")])
        #expect(results[0] == .failure(.projection(ProjectionFailure(message: "south"))))
        #expect(try results[1].get().position.x == 118.75)
        #expect(throws: ProjectionUnavailable.self) { try intake(.epsg(9999)).locate([reading("1", "1")]) }
    }

    @Test("exchanged columns are refused where the range proves it, and suspected where it does not")
    func swapped() throws {
        #expect(throws: CoordinateRefusal.looksSwapped(longitude: 32.05, latitude: 118.75)) {
            try reading("32.05", "118.75")
        }
        let place = try intake(.cgcs2000).locate([reading("32.05", "88.75")])[0].get()
        #expect(place.suspicions.first == .swappedAxes(longitude: 32.05, latitude: 88.75))
        #expect(place.position == Position(32.05, 88.75))
    }

    @Test("zero, foreign and coarse positions are suspected")
    func suspicions() throws {
        let intake = try intake(.cgcs2000)
        func first(_ x: String, _ y: String) throws -> CoordinateSuspicion? {
            try intake.locate([reading(x, y)])[0].get().suspicions.first
        }
        #expect(try first("0", "0") == .zero(longitude: 0, latitude: 0))
        #expect(try first("-0.1278", "51.5074") == .outsideChina(longitude: -0.1278, latitude: 51.5074))
        guard case .fewDigits(let uncertainty) = try first("118.75", "32.05") else {
            Issue.record("two decimals should be suspected")
            return
        }
        #expect((600...800).contains(uncertainty.value))
    }

    @Test("minutes and seconds behind the point are possible for one position and certain for ten")
    func sexagesimal() throws {
        #expect(SexagesimalSuspicion.reading(of: 118.45305, decimals: 5) == 118 + 2730.5 / 3600)
        #expect(SexagesimalSuspicion.reading(of: 118.7585, decimals: 4) == nil)
        #expect(SexagesimalSuspicion.reading(of: 118.45, decimals: 2) == nil)
        let place = try intake(.cgcs2000).locate([reading("118.45305", "32.03300")])[0].get()
        guard case .sexagesimalTypedAsDecimal(_, let metres) = place.suspicions.first else {
            Issue.record("the decimals read as minutes and seconds")
            return
        }
        #expect((28_000...32_000).contains(metres.value))
        let ten = SexagesimalVerdict(tested: 10, passing: 10)
        #expect((1.3e-9...1.4e-9).contains(ten.chance))
        #expect(ten.isCertain())
        #expect(!SexagesimalVerdict(tested: 9, passing: 9).isCertain())
        #expect(!SexagesimalVerdict(tested: 100, passing: 60).isCertain())
        #expect(SexagesimalVerdict(tested: 100, passing: 60).chance < 1e-20)
        #expect(SexagesimalVerdict(tested: 0, passing: 0).chance == 1)
        #expect((0.1...0.9).contains(SexagesimalVerdict(tested: 1000, passing: 130).chance))
    }

    @Test(
        "identical positions are grouped, the largest group first, whatever the order", arguments: seeds(10))
    func repeated(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var positions = (0..<100).map { Position(Double($0), 1) }
        for index in 0..<7 { positions[index * 3] = Position(50.5, 2) }
        for index in 0..<4 { positions[40 + index * 5] = Position(40.5, 2) }
        positions.append(Position(.nan, 1))
        for index in positions.indices.reversed() { positions.swapAt(index, random.index(below: index + 1)) }
        let groups = RepeatedPosition.groups(in: positions)
        #expect(groups.map(\.indices.count) == [7, 4])
        #expect(groups.allSatisfy { group in group.indices.allSatisfy { positions[$0] == group.position } })
        #expect(groups.allSatisfy { $0.indices == $0.indices.sorted() })
    }
}

@Suite("coordinate columns")
struct CoordinateColumnsTests {
    @Test(
        "one column holds both ordinates in the declared order",
        arguments: [
            ("118.75, 32.05", PairOrder.longitudeFirst), ("32.05，118.75", .latitudeFirst),
            ("118.75 32.05", .longitudeFirst), ("(118.75;32.05)", .longitudeFirst),
            ("N32.05 E118.75", .named),
            ("东经118°45′0″ 北纬32°3′0″", .named), ("118 45 0 32 3 0", .longitudeFirst),
            ("北纬32°3′0″、东经118°45′0″", .named),
        ])
    func combined(text: String, order: PairOrder) throws {
        let reading = try CoordinateColumns<Int>.combined(0, order: order).reading { _ in text }
        #expect((reading.position.x - 118.75).magnitude < 1e-12)
        #expect((reading.position.y - 32.05).magnitude < 1e-12)
        #expect(reading.original == [text])
    }

    @Test(
        "what is no pair is refused",
        arguments: [
            ("118.75", CoordinateRefusal.notTwoCoordinates("118.75")), ("1,2,3", .notTwoCoordinates("1,2,3")),
            ("118.75 32.05", .axisNotNamed("118.75 32.05")), ("  ", .empty),
            ("E118.75 E32.05", .latitude(.wrongAxis(found: .longitude, declared: .latitude))),
        ])
    func combinedRefusals(text: String, refusal: CoordinateRefusal) {
        #expect(throws: refusal) {
            try CoordinateColumns<Int>.combined(0, order: .named).reading { _ in text }
        }
        #expect(!refusal.text.chinese.isEmpty && !refusal.text.english.isEmpty)
    }

    @Test("six columns, as the census forms have them")
    func sixColumns() throws {
        let names = ["经度度", "经度分", "经度秒", "纬度度", "纬度分", "纬度秒"]
        let columns = try CoordinateColumnNames.usual.columns(in: ["名称"] + names)
        #expect(columns.columns == names)
        let row = ["118", "45", "30.52", "32", "3", "0"]
        let reading = try columns.reading { name in names.firstIndex(of: name).map { row[$0] } ?? "" }
        #expect((reading.position.x - 118.758477777).magnitude < 1e-8)
        #expect((reading.position.y - 32.05).magnitude < 1e-12)
    }

    @Test("names tell the axes, and X alone does not")
    func names() throws {
        let names = CoordinateColumnNames.usual
        #expect(
            try names.columns(in: ["code", "Lat", "LNG"])
                == .geographic(longitude: .text("LNG"), latitude: .text("Lat")))
        #expect(try names.columns(in: ["纵坐标", "横坐标"]) == .projected(easting: "横坐标", northing: "纵坐标"))
        #expect(throws: ColumnDeclarationError.directionOfXUnknown(x: "X", y: "Y")) {
            try names.columns(in: ["X", "Y"])
        }
        #expect(try names.columns(in: ["X", "Y"], xMeans: .north) == .projected(easting: "Y", northing: "X"))
        #expect(
            try names.columns(in: ["x", "y"], xMeans: .east, areMetres: false)
                == .geographic(longitude: .text("x"), latitude: .text("y")))
        #expect(throws: ColumnDeclarationError.ambiguous(meaning: "longitude", columns: ["lon", "经度"])) {
            try names.columns(in: ["lon", "经度", "lat"])
        }
        #expect(throws: ColumnDeclarationError.notFound(available: ["a"])) { try names.columns(in: ["a"]) }
    }

    @Test(
        "projected metres are read with their precision",
        arguments: [
            ("40382741.321", 40382741.321, 0.0005), ("３５４８９９５ 米", 3548995, 0.5),
            ("382741.3m", 382741.3, 0.05),
        ])
    func metreTexts(text: String, metres: Double, uncertainty: Double) throws {
        let read = try MetreText(text)
        #expect(read.metres == metres)
        #expect((read.uncertainty - uncertainty).magnitude < 1e-12)
        #expect(throws: AngleRefusal.scientificNotation) { try MetreText("4.04E+07") }
        #expect(throws: AngleRefusal.malformedNumber("NAN")) { try MetreText("nan") }
    }

    @Test("a plain decimal reads exactly as the standard library reads it", arguments: seeds(20))
    func plainDecimals(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<200 {
            let text = "\(random.index(below: 200)).\(random.index(below: 1_000_000_000))"
            #expect(PlainDecimal(text)?.value == Double(text))
            #expect(PlainDecimal(utf8: Array("-\(text)".utf8)[...])?.value == Double("-\(text)"))
        }
        for text in ["", ".", "-", "1.2.3", "1e5", " 1", "12345678901234567", "１"] {
            #expect(PlainDecimal(text) == nil)
        }
    }
}
