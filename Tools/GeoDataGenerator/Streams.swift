internal import GeoKernels

/// Independent random streams of one seed, so that more draws for one theme leave the others as they were.
struct Streams {
    let seed: UInt64

    /// The stream of a theme: FNV-1a of its name mixed into the seed.
    func stream(_ theme: String) -> SplitMix64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in theme.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        var mixer = SplitMix64(seed: seed ^ hash)
        return SplitMix64(seed: mixer.next())
    }
}

extension SplitMix64 {
    /// One element, each as likely as another.
    mutating func pick<T>(_ items: [T]) -> T { items[index(below: items.count)] }

    /// True with the given probability.
    mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    /// A number around 0 with standard deviation near 1 (sum of twelve uniform numbers less six).
    mutating func bell() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + unit() } }

    /// An integer between two ends, both included.
    mutating func integer(_ low: Int, _ high: Int) -> Int { low + index(below: high - low + 1) }

    /// The items in a random order (Fisher and Yates).
    mutating func shuffled<T>(_ items: [T]) -> [T] {
        var items = items
        for last in stride(from: items.count - 1, to: 0, by: -1) {
            items.swapAt(last, index(below: last + 1))
        }
        return items
    }
}
