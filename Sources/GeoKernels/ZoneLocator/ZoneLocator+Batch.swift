public import GeoModel

extension ZoneLocator {
    /// Points that one turn of the parallel loop places.
    private static let chunk = 1 << 12

    /// Places many positions, on all cores.
    ///
    /// The positions are visited tile by tile so that the edges of a tile are read from cache; the result is
    /// in the order of the positions and does not depend on the number of cores.
    ///
    /// - Parameters:
    ///   - positions: Any positions; those not finite are unlocatable. At most 2³¹ − 1.
    ///   - isParallel: Use all cores.
    /// - Returns: A placement for each position.
    /// - Complexity: O(n) in the positions, and O(e) for each in the edges of its cell; 9 bytes for each
    ///   position besides the result.
    public func locate(_ positions: [Position], isParallel: Bool = true) -> LocatedPoints {
        unsafe positions.withUnsafeBufferPointer { unsafe locate($0, isParallel: isParallel) }
    }

    /// Places many positions that lie in memory one after another; see `locate(_:isParallel:)`.
    @unsafe
    public func locate(
        _ positions: UnsafeBufferPointer<Position>, isParallel: Bool = true
    ) -> LocatedPoints {
        let order = unsafe visitingOrder(of: positions, isParallel: isParallel)
        return unsafe locate(positions, visiting: order, isParallel: isParallel)
    }

    /// Places positions in the order in which they are to be visited, or as they come if that is empty.
    func locate(
        _ positions: UnsafeBufferPointer<Position>, visiting order: [Int32], isParallel: Bool
    ) -> LocatedPoints {
        let source = unsafe SharedMemory(UnsafeMutableBufferPointer(mutating: positions))
        let count = positions.count
        let chunks = (count + Self.chunk - 1) / Self.chunk
        var result = LocatedPoints(zones: [], kinds: [])
        var several: [[(point: Int, candidates: [Int])]] = []
        result.zones = unsafe [Int32](unsafeUninitializedCapacity: count) { zoneBuffer, zoneCount in
            let zones = unsafe SharedMemory(zoneBuffer)
            result.kinds = unsafe [PlacementKind](unsafeUninitializedCapacity: count) {
                kindBuffer, kindCount in
                let kinds = unsafe SharedMemory(kindBuffer)
                several = parallelMap(count: chunks, isParallel: isParallel) { chunk in
                    unsafe place(
                        chunk * Self.chunk..<min(count, (chunk + 1) * Self.chunk), order: order,
                        of: source.buffer, zones: zones.buffer, kinds: kinds.buffer)
                }
                kindCount = count
            }
            zoneCount = count
        }
        result.several = several.flatMap { $0 }
        result.several.sort { $0.point < $1.point }
        return result
    }

    /// Places a range of the visiting order.
    ///
    /// Positions are gathered and answers scattered in loops of their own, so that the processor waits for
    /// many of these far reads at once instead of for each in turn.
    private func place(
        _ range: Range<Int>, order: [Int32], of positions: UnsafeMutableBufferPointer<Position>,
        zones: UnsafeMutableBufferPointer<Int32>, kinds: UnsafeMutableBufferPointer<PlacementKind>
    ) -> [(point: Int, candidates: [Int])] {
        let indices = order.isEmpty ? range.map { Int32(truncatingIfNeeded: $0) } : Array(order[range])
        let gathered = indices.map { unsafe positions[Int($0)] }
        let codes = unsafe withView { view in gathered.map { unsafe view.quickCode(of: $0) } }
        var several: [(point: Int, candidates: [Int])] = []
        for place in codes.indices {
            let index = Int(indices[place])
            let code = codes[place]
            unsafe zones[index] = code
            unsafe kinds[index] = code >= 0 ? .inside : .outside
            guard code < -1 else { continue }
            let placement = locate(gathered[place])
            unsafe zones[index] = Int32(placement.zone ?? -1)
            unsafe kinds[index] = placement.kind
            if placement.kind == .border || placement.kind == .overlap {
                several.append((index, placement.candidates))
            }
        }
        return several
    }

    /// The indices of the positions, one block of tiles after another; empty when there are too few for that to pay.
    func visitingOrder(of positions: UnsafeBufferPointer<Position>, isParallel: Bool) -> [Int32] {
        let count = positions.count
        guard count >= Self.chunk, count <= Int32.max else { return [] }
        let blocks = TileBlocks(lattice, columns: columns, tiles: tiles.count, positions: count)
        let size = 1 << 17
        let parts = (count + size - 1) / size
        let source = unsafe SharedMemory(UnsafeMutableBufferPointer(mutating: positions))
        let keyed = parallelMap(count: parts, isParallel: isParallel) { part in
            unsafe blocks.keys(of: source.buffer, part * size..<min(count, (part + 1) * size))
        }
        var starts = keyed.map(\.counts)
        var total: Int32 = 0
        for block in 0..<blocks.count {
            for part in 0..<parts {
                let here = starts[part][block]
                starts[part][block] = total
                total += here
            }
        }
        let firsts = starts
        return unsafe [Int32](unsafeUninitializedCapacity: count) { buffer, filled in
            let order = unsafe SharedMemory(buffer)
            parallelForEach(count: parts, isParallel: isParallel) { part in
                var next = firsts[part]
                let target = unsafe order.buffer
                for (offset, key) in keyed[part].keys.enumerated() {
                    unsafe target[Int(next[Int(key)])] = Int32(part * size + offset)
                    next[Int(key)] += 1
                }
            }
            filled = count
        }
    }
}
