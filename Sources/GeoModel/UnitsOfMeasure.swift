/// A length on the ground in metres.
@frozen
public struct Metres: Hashable, Comparable, Sendable {
    /// The number of metres.
    public var value: Double

    /// Makes a length from a number of metres.
    @inlinable
    public init(_ value: Double) { self.value = value }

    /// Orders by length.
    @inlinable
    public static func < (a: Metres, b: Metres) -> Bool { a.value < b.value }

    /// Adds two lengths.
    @inlinable
    public static func + (a: Metres, b: Metres) -> Metres { Metres(a.value + b.value) }
}

/// An area on the ground in square metres.
@frozen
public struct SquareMetres: Hashable, Comparable, Sendable {
    /// The number of square metres.
    public var value: Double

    /// Makes an area from a number of square metres.
    @inlinable
    public init(_ value: Double) { self.value = value }

    /// Orders by area.
    @inlinable
    public static func < (a: SquareMetres, b: SquareMetres) -> Bool { a.value < b.value }

    /// Adds two areas.
    @inlinable
    public static func + (a: SquareMetres, b: SquareMetres) -> SquareMetres {
        SquareMetres(a.value + b.value)
    }
}
