/// Sums by zone, in the order in which the zones first came.
///
/// Nearly all faces have two or three zones around them, for which a look along a short list is quicker than
/// hashing; a list that grows is looked up by a dictionary.
struct ZoneTally<Value: AdditiveArithmetic & Sendable>: Sendable {
    private(set) var zones: [Int] = []
    private(set) var values: [Value] = []
    private var places: [Int: Int] = [:]

    private static var shortList: Int { 16 }

    var count: Int { zones.count }

    /// The sum of a zone; zero for one that never came.
    subscript(zone: Int) -> Value { place(of: zone).map { values[$0] } ?? .zero }

    /// Forgets all sums, and keeps the memory for the next.
    mutating func removeAll() {
        zones.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        if !places.isEmpty { places.removeAll() }
    }

    mutating func add(_ value: Value, to zone: Int) {
        if let place = place(of: zone) {
            values[place] += value
            return
        }
        zones.append(zone)
        values.append(value)
        if zones.count > Self.shortList { note() }
    }

    private mutating func note() {
        if places.isEmpty {
            for (place, zone) in zones.enumerated() { places[zone] = place }
        } else {
            places[zones[zones.count - 1]] = zones.count - 1
        }
    }

    private func place(of zone: Int) -> Int? {
        places.isEmpty ? zones.firstIndex(of: zone) : places[zone]
    }
}
