internal import GeoModel

/// Puts faults in order and counts them.
///
/// Faults are large, and their order by id has nothing to do with that in which they were found: small keys are
/// sorted, and the faults themselves moved once.
struct ReportWriter {
    let report: CoverageReport
    /// Where each fault given is in the report; two of one kind and id are in one place.
    let places: [Int32]

    /// What a fault is sorted by.
    private struct Key: Comparable {
        var rank: UInt32
        var id: UInt64

        static func < (a: Key, b: Key) -> Bool { a.rank != b.rank ? a.rank < b.rank : a.id < b.id }
    }

    init(_ input: CoverageInput, faults: consuming [CoverageFault], wideGaps: Int) {
        let keys = faults.indices.map { Key(rank: UInt32(faults[$0].kind.rank), id: faults[$0].id.value) }
        let order = Self.order(keys)
        var places = [Int32](repeating: 0, count: keys.count)
        var kept: [Int32] = []
        var dropped: [Int32] = []
        kept.reserveCapacity(order.count)
        for (number, place) in order.enumerated() {
            if number > 0, keys[Int(order[number - 1])] == keys[Int(place)] {
                dropped.append(place)
            } else {
                kept.append(place)
            }
            places[Int(place)] = Int32(kept.count - 1)
        }
        Self.permute(&faults, kept + dropped)
        faults.removeLast(dropped.count)
        self.places = places
        report = Self.report(input, faults, wideGaps)
    }

    /// The keys' numbers in stable ascending order.
    private static func order(_ keys: [Key]) -> [Int32] {
        // Ids are digests, so their first bits tell nearly all of them apart.
        var order = radixOrder(keys.map { $0.rank << 29 | UInt32(truncatingIfNeeded: $0.id >> 35) })
        for place in order.indices.dropFirst() {
            var gap = place
            while gap > 0, keys[Int(order[gap])] < keys[Int(order[gap - 1])] {
                order.swapAt(gap, gap - 1)
                gap -= 1
            }
        }
        return order
    }

    /// Puts at each place the element whose number an order, a permutation, has there.
    ///
    /// Elements are moved, not copied: a copy would count references to each of the five arrays in a fault, spread
    /// over all memory.
    private static func permute(_ faults: inout [CoverageFault], _ order: [Int32]) {
        var from = order
        unsafe faults.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            for start in from.indices where Int(from[start]) != start {
                let held = unsafe (base + start).move()
                var place = start
                while Int(from[place]) != start {
                    let next = Int(from[place])
                    unsafe (base + place).initialize(to: (base + next).move())
                    from[place] = Int32(place)
                    place = next
                }
                unsafe (base + place).initialize(to: held)
                from[place] = Int32(place)
            }
        }
    }

    private static func report(_ input: CoverageInput, _ faults: [CoverageFault], _ wideGaps: Int)
        -> CoverageReport
    {
        var summary = CoverageSummary(wideGaps: wideGaps)
        var counts = FaultKind.allCases.map { _ in 0 }
        var areas = FaultKind.allCases.map { _ in SquareMetres(0) }
        for place in faults.indices {
            let rank = faults[place].kind.rank
            counts[rank] += 1
            areas[rank] = areas[rank] + faults[place].area
        }
        for (rank, kind) in FaultKind.allCases.enumerated() where counts[rank] > 0 {
            summary.counts[kind] = counts[rank]
            summary.areas[kind] = areas[rank]
        }
        let spoiling: [FaultKind] = [.overlap, .mismatch, .invalid]
        let missing: [FaultKind] = [.gap, .spill, .shortfall]
        return CoverageReport(
            zones: input.zones.count, vertices: input.zones.positions.count,
            isValid: spoiling.allSatisfy { summary.count($0) == 0 },
            isComplete: missing.allSatisfy { summary.count($0) == 0 } && !faults.contains(where: leavesOpen),
            summary: summary, faults: faults)
    }

    /// What the zone covers, if anything, nobody can say.
    private static func leavesOpen(_ fault: CoverageFault) -> Bool {
        switch fault.reason {
        case .empty, .undecodable: true
        default: false
        }
    }
}

extension FaultKind {
    /// The place of the kind in a report.
    fileprivate var rank: Int {
        switch self {
        case .gap: 0
        case .overlap: 1
        case .spill: 2
        case .shortfall: 3
        case .mismatch: 4
        case .invalid: 5
        }
    }
}
