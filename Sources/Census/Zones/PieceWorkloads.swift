internal import GeoKernels
internal import GeoModel

/// How much work lies in each piece of land.
struct PieceWorkloads {
    private let pieces: [ZonePiece]
    private let villages: [String: VillageArea]
    private let measure: GroundMeasure

    init(_ pieces: [ZonePiece], villages: [String: VillageArea], measure: GroundMeasure) {
        self.pieces = pieces
        self.villages = villages
        self.measure = measure
    }

    func weights(_ workload: ZoneWorkload) -> [Double] {
        switch workload {
        case .units(let positions):
            var counts = [Double](repeating: 0, count: pieces.count)
            for piece in located(positions) where piece >= 0 { counts[Int(piece)] += 1 }
            return counts
        case .villages(let numbers): return byArea(numbers)
        case .shared(let numbers, let positions): return shared(numbers, over: positions)
        }
    }

    private func located(_ positions: [Position]) -> [Int32] {
        ZoneLocator(PolygonTable(pieces.map(\.area))).locate(positions).zones
    }

    private func byArea(_ numbers: [String: Double]) -> [Double] {
        let areas = pieces.map { measure.area(of: $0.area).value }
        var wholes: [String: Double] = [:]
        for (piece, area) in zip(pieces, areas) { wholes[piece.block, default: 0] += area }
        return zip(pieces, areas).map { piece, area in
            let whole = wholes[piece.block, default: 0]
            return whole > 0 ? numbers[piece.block, default: 0] * area / whole : 0
        }
    }

    /// A village in one piece of its own has its number there; of any other each unit has its share, wherever it is.
    private func shared(_ numbers: [String: Double], over positions: [Position]) -> [Double] {
        var weights = byArea(numbers)
        var counts: [String: Int] = [:]
        for piece in pieces { counts[piece.block, default: 0] += 1 }
        let broken = villages.values.filter { counts[$0.code] != 1 }.sorted { $0.code < $1.code }
        let inVillage = ZoneLocator(PolygonTable(broken.map(\.area))).locate(positions).zones
        let inPiece = located(positions)
        var sizes = [Int](repeating: 0, count: broken.count)
        for village in inVillage where village >= 0 { sizes[Int(village)] += 1 }
        // What was shared by area is shared by units where there are any.
        let counted = Set(broken.indices.filter { sizes[$0] > 0 }.map { broken[$0].code })
        for piece in pieces.indices where counted.contains(pieces[piece].block) { weights[piece] = 0 }
        for (village, piece) in zip(inVillage, inPiece) where village >= 0 && piece >= 0 {
            let code = broken[Int(village)].code
            weights[Int(piece)] += numbers[code, default: 0] / Double(sizes[Int(village)])
        }
        // Sums of shares end in crumbs.
        return weights.map { ($0 * 1e6).rounded() / 1e6 }
    }

    /// The distance of two places, squared.
    static func distance(_ pair: ((Int, Position), (Int, Position))) -> Double {
        let (a, b) = (pair.0.1, pair.1.1)
        return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
    }
}
