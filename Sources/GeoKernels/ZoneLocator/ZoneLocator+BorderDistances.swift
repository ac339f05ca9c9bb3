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
    /// - Complexity: As `nearestBorder(to:metric:within:)` for each: about 0.5 µs where zones are small, 10 µs
    ///   for positions hundreds of kilometres outside.
    public func borderDistances(
        from positions: [Position], measure: GroundMeasure, within limit: Metres = Metres(.infinity),
        isParallel: Bool = true
    ) -> [Metres] {
        let order = unsafe positions.withUnsafeBufferPointer { buffer in
            unsafe visitingOrder(of: buffer, isParallel: isParallel)
        }
        return borderDistances(
            from: positions, visiting: order, measure: measure, within: limit, isParallel: isParallel)
    }

    /// Places many positions and measures how far each is from the nearest border: both in one visit of the tiles.
    ///
    /// - Parameters:
    ///   - positions: Anywhere, in the zones' CRS.
    ///   - measure: How coordinates of that CRS measure on the ground.
    ///   - limit: How far to look for a border.
    ///   - isParallel: Use all cores; the result is the same either way.
    /// - Returns: What `locate(_:isParallel:)` and `borderDistances(from:measure:within:isParallel:)` return.
    /// - Complexity: The sum of the two.
    public func locateMeasuring(
        _ positions: [Position], measure: GroundMeasure, within limit: Metres, isParallel: Bool = true
    ) -> (placements: LocatedPoints, distances: [Metres]) {
        unsafe positions.withUnsafeBufferPointer { buffer in
            let order = unsafe visitingOrder(of: buffer, isParallel: isParallel)
            return (
                unsafe locate(buffer, visiting: order, isParallel: isParallel),
                borderDistances(
                    from: positions, visiting: order, measure: measure, within: limit, isParallel: isParallel)
            )
        }
    }

    private func borderDistances(
        from positions: [Position], visiting order: [Int32], measure: GroundMeasure, within limit: Metres,
        isParallel: Bool
    ) -> [Metres] {
        let count = positions.count
        let size = 1 << 10
        return unsafe [Metres](unsafeUninitializedCapacity: count) { buffer, filled in
            let distances = unsafe SharedMemory(buffer)
            parallelForEach(count: (count + size - 1) / size, isParallel: isParallel) { chunk in
                unsafe withBorders { view, occupied, starts in
                    for place in chunk * size..<min(count, (chunk + 1) * size) {
                        let index = order.isEmpty ? place : Int(order[place])
                        let position = positions[index]
                        guard position.isFinite else {
                            unsafe distances.buffer[index] = Metres(.nan)
                            continue
                        }
                        let search = NearestEdge(
                            position: position, metric: measure.metric(at: position), limit: limit.value)
                        var borders = unsafe BorderSearch(
                            view, occupied: occupied, levelStarts: starts, nearest: search)
                        unsafe borders.run()
                        unsafe distances.buffer[index] = borders.nearest.distance
                    }
                }
            }
            filled = count
        }
    }

    /// Lends what a search for borders reads, for as many searches as the body makes.
    func withBorders<Result>(
        _ body: (LocatorView, UnsafeBufferPointer<Bool>, UnsafeBufferPointer<Int>) -> Result
    ) -> Result {
        unsafe withView { view in
            unsafe pyramid.occupied.withUnsafeBufferPointer { occupied in
                unsafe pyramid.levelStarts.withUnsafeBufferPointer { starts in
                    unsafe body(view, occupied, starts)
                }
            }
        }
    }
}
