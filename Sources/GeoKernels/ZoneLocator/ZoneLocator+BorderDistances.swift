public import GeoModel

extension ZoneLocator {
    /// The distance from each of many positions to the nearest border of any zone, on all cores.
    ///
    /// - Parameters:
    ///   - positions: Anywhere, in the zones' CRS.
    ///   - measure: How coordinates of that CRS measure on the ground.
    ///   - limit: How far to look; a limit makes positions far inside large zones faster.
    ///   - isParallel: Use all cores; the result is the same either way.
    /// - Returns: In the order of the positions; infinite when no border is within the limit, NaN for a
    ///   position that is not finite.
    /// - Complexity: As `nearestBorder(to:metric:within:)` for each: about 2 µs where zones are small, 10 µs
    ///   for positions hundreds of kilometres outside.
    public func borderDistances(
        from positions: [Position], measure: GroundMeasure, within limit: Metres = Metres(.infinity),
        isParallel: Bool = true
    ) -> [Metres] {
        let order = unsafe positions.withUnsafeBufferPointer { buffer in
            unsafe visitingOrder(of: buffer, isParallel: isParallel)
        }
        let count = positions.count
        let size = 1 << 10
        return unsafe [Metres](unsafeUninitializedCapacity: count) { buffer, filled in
            let distances = unsafe SharedMemory(buffer)
            parallelForEach(count: (count + size - 1) / size, isParallel: isParallel) { chunk in
                for place in chunk * size..<min(count, (chunk + 1) * size) {
                    let index = order.isEmpty ? place : Int(order[place])
                    unsafe distances.buffer[index] = borderDistance(positions[index], measure, limit)
                }
            }
            filled = count
        }
    }

    private func borderDistance(
        _ position: Position, _ measure: GroundMeasure, _ limit: Metres
    ) -> Metres {
        guard position.isFinite else { return Metres(.nan) }
        let metric = measure.metric(at: position)
        return nearestBorder(to: position, metric: metric, within: limit)?.distance ?? Metres(.infinity)
    }
}
