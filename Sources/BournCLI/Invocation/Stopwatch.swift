internal import GeoModel

/// How long the stages of a command took, each the sum of its laps.
struct Stopwatch {
    private var last = ContinuousClock.now
    private var stages: [String: Duration] = [:]

    /// Adds the time since the last lap to a stage.
    mutating func lap(_ stage: String) {
        let now = ContinuousClock.now
        stages[stage, default: .zero] += now - last
        last = now
    }

    /// The seconds of some stages, in their order, with milliseconds.
    func json(_ names: [String]) -> JSONValue {
        .object(
            names.map { name in
                let milliseconds = ((stages[name] ?? .zero) / .milliseconds(1)).rounded()
                return JSONMember(name, JSONNumber(milliseconds / 1000).map(JSONValue.number) ?? .null)
            })
    }
}
