internal import Synchronization

/// What has been found so far of all parts, told to whoever asked for it, one call at a time.
final class ProgressBoard: Sendable {
    /// What is known of the zones of a part.
    private struct Tally {
        var zones = 0
        var outOfLimits = 0
        var sum = 0.0
        var squares = 0.0
    }

    private struct State {
        var tallies: [Tally]
        var finished = 0
        var finishedBlocks = 0
    }

    private let state: Mutex<State>
    private let sizes: [Int]
    private let weights: WholeWeights
    private let stop: StopSignal
    private let progress: (@Sendable (ZoneProgress) -> Bool)?

    init(
        sizes: [Int], weights: WholeWeights, stop: StopSignal,
        progress: (@Sendable (ZoneProgress) -> Bool)?
    ) {
        self.sizes = sizes
        self.weights = weights
        self.stop = stop
        self.progress = progress
        state = Mutex(State(tallies: Array(repeating: Tally(), count: sizes.count)))
    }

    /// Takes the workloads of the zones of a part, of the best division of it so far.
    func found(_ loads: [Int], part: Int) {
        guard progress != nil else { return }
        state.withLock { state in
            state.tallies[part] = tally(loads)
            tell(state)
        }
    }

    /// Takes those of the division that stays.
    func finish(_ loads: [Int], part: Int) {
        guard progress != nil else { return }
        state.withLock { state in
            state.tallies[part] = tally(loads)
            state.finished += 1
            state.finishedBlocks += sizes[part]
            tell(state)
        }
    }

    private func tally(_ loads: [Int]) -> Tally {
        var tally = Tally()
        for load in loads {
            tally.zones += 1
            if load < weights.minimum || load > weights.maximum { tally.outOfLimits += 1 }
            tally.sum += Double(load)
            tally.squares += Double(load) * Double(load)
        }
        return tally
    }

    private func tell(_ state: State) {
        var all = Tally()
        for tally in state.tallies {
            all.zones += tally.zones
            all.outOfLimits += tally.outOfLimits
            all.sum += tally.sum
            all.squares += tally.squares
        }
        let square = all.sum > 0 ? all.squares * Double(all.zones) / (all.sum * all.sum) - 1 : 0
        let report = ZoneProgress(
            finishedComponents: state.finished, components: sizes.count,
            finishedBlocks: state.finishedBlocks, blocks: sizes.reduce(0, +), zones: all.zones,
            zonesOutOfLimits: all.outOfLimits, variation: max(0, square).squareRoot())
        if let progress, !progress(report) { stop.stop() }
    }
}
