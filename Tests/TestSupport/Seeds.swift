/// The seeds of a property test: `count` numbers from `first`, each shown in the test's name when it fails.
public func seeds(_ count: UInt64, from first: UInt64 = 1) -> [UInt64] {
    Array(first..<(first + count))
}
