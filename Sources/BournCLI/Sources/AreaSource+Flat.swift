internal import Census
internal import GeoKernels
internal import GeoModel

extension AreaSource {
    /// Up to so many vertices every shape is checked; beyond, checking would take longer than placing.
    private static let mostChecked = 1 << 18
    /// So many notes of one kind are told, and how many more there are.
    private static let mostTold = 20

    /// The areas as points can be placed in them, and what to tell of rows that are not what they should be.
    ///
    /// Polygons that enclose nothing, such as a line there and back, are left out: they hold no point, yet their lines would
    /// count as borders to which others measure. Whatever else is invalid stays, and holds what its outline winds around an
    /// odd number of times.
    ///
    /// - Complexity: O(v) in the vertices, and O(n log n) in those of polygons whose halves cancel out; areas are copied only
    ///   if a polygon is left out.
    func forPlacing() -> (areas: AreaSource, notes: [LocalizedText]) {
        let flat = codes.indices.compactMap { row -> (row: Int, polygons: [Int])? in
            let polygons = table.polygons(ofFeature: row)
            guard polygons.contains(where: table.isFlat) else { return nil }
            return (row, polygons.filter(table.isFlat))
        }
        let areas = flat.isEmpty ? self : without(flat)
        let unused = areas.damaged.map { row in
            let name = rowName(row.feature)
            return LocalizedText(
                zh: "\(name.chinese)未使用：\(row.reason.chinese)",
                en: "\(name.english) is not used: \(row.reason.english)")
        }
        let gone = Set(areas.damaged.map(\.feature))
        let partly = flat.filter { !gone.contains($0.row) }.map { row, polygons in
            let name = rowName(row)
            return LocalizedText(
                zh: "\(name.chinese)有 \(polygons.count) 个部分没有面积，未使用",
                en: "\(name.english) has \(polygons.count) parts that enclose nothing; they are not used")
        }
        return (areas, Self.few(unused) + Self.few(partly) + Self.few(areas.shapeNotes))
    }

    private func rowName(_ row: Int) -> LocalizedText {
        LocalizedText(zh: "普查小区第 \(row + 1) 行（\(codes[row])）", en: "zone row \(row + 1) (\(codes[row]))")
    }

    private func without(_ flat: [(row: Int, polygons: [Int])]) -> AreaSource {
        let flat = Dictionary(
            flat.map { ($0.row, Set($0.polygons)) }, uniquingKeysWith: { first, _ in first })
        var damaged = damaged
        let areas = codes.indices.map { row -> MultiPolygon in
            guard let left = flat[row] else { return table.area(ofFeature: row) }
            let polygons = zip(table.polygons(ofFeature: row), table.area(ofFeature: row).polygons)
            let kept = MultiPolygon(polygons.filter { !left.contains($0.0) }.map(\.1))
            if kept.polygons.isEmpty {
                damaged.append(
                    DamagedRow(
                        feature: row, reason: LocalizedText(zh: "图形没有面积", en: "its shape encloses nothing")))
            }
            return kept
        }
        return replacing(table: PolygonTable(areas), damaged: damaged)
    }

    /// What is invalid about the shapes, where they are few enough to look at all.
    private var shapeNotes: [LocalizedText] {
        guard table.positions.count <= Self.mostChecked else { return [] }
        let check = ShapeCheck()
        for row in codes.indices where !table.polygons(ofFeature: row).isEmpty {
            check.submit(
                ImportRecord(
                    row: row + 1, key: "", values: [.text(codes[row])],
                    geometry: .multiPolygon(table.area(ofFeature: row)), coordinate: nil, otherFields: nil))
        }
        return check.finish().map { fault in
            LocalizedText(
                zh: "普查小区\(fault.line(in: .chinese))；按奇偶规则落点",
                en: "zone \(fault.line(in: .english)); it holds what it winds around an odd number of times")
        }
    }

    /// Zones without a code, and zones that share one.
    ///
    /// - Parameter rank: The zones' ranks by code.
    /// - Returns: What to tell of them.
    /// - Complexity: O(n).
    func codeNotes(rank: [Int32]?) -> [LocalizedText] {
        let blank = codes.indices.filter { row in
            // Nearly every code starts with a letter or digit, which settles it.
            codes[row].utf8.first.map { $0 <= 32 || $0 >= 0x80 } ?? true
                && codes[row].allSatisfy(\.isWhitespace)
        }
        let shared = ZoneLocator.sharedCodes(codes, rank: rank).filter { !$0.code.allSatisfy(\.isWhitespace) }
        let notes = shared.map { code, rows in
            LocalizedText(
                zh: "普查小区第 \(Self.list(rows, "、")) 行的代码同为 \(code)",
                en: "zone rows \(Self.list(rows, ", ")) have the same code \(code)")
        }
        guard !blank.isEmpty else { return Self.few(notes) }
        let none = LocalizedText(
            zh: "普查小区第 \(Self.list(blank, "、")) 行没有代码；落入其中的点没有 zone_code",
            en: "zone rows \(Self.list(blank, ", ")) have no code; points in them get no zone_code")
        return [none] + Self.few(notes)
    }

    private static func list(_ rows: [Int], _ separator: String) -> String {
        rows.prefix(10).map { "\($0 + 1)" }.joined(separator: separator) + (rows.count > 10 ? "…" : "")
    }

    /// The first of many notes, and how many more there are.
    private static func few(_ notes: [LocalizedText]) -> [LocalizedText] {
        guard notes.count > mostTold else { return notes }
        let rest = notes.count - mostTold
        return notes.prefix(mostTold) + [
            LocalizedText(zh: "另有 \(rest) 处同类问题", en: "and \(rest) more of this kind")
        ]
    }
}

extension PolygonTable {
    /// The polygon encloses nothing that can be told from nothing.
    ///
    /// The signed area of a ring alone does not tell: the lobes of a bow-tie cancel each other out.
    fileprivate func isFlat(polygon: Int) -> Bool {
        let ring = vertices(ofRing: rings(ofPolygon: polygon).lowerBound)
        return hasNoSignedArea(ring) && !RingSweep(positions[ring]).enclosesGround
    }

    /// The ring's signed area is less than what rounding makes of its terms.
    private func hasNoSignedArea(_ ring: Range<Int>) -> Bool {
        let origin = positions[ring.lowerBound]
        var (sum, size) = (0.0, 0.0)
        for index in ring.dropLast() {
            let (a, b) = (positions[index], positions[index + 1])
            let (one, other) = (
                (a.x - origin.x) * (b.y - origin.y), (b.x - origin.x) * (a.y - origin.y)
            )
            sum += one - other
            size += one.magnitude + other.magnitude
        }
        return sum.magnitude <= size * 0x1p-48
    }
}
