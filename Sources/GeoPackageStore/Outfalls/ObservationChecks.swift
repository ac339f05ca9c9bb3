public import Census
public import GeoModel

/// What an import of observations is told of places, which the store itself does not know.
public struct ObservationChecks: Sendable {
    /// The distance of two positions on the ground; `nil` to compare none.
    public var distance: (@Sendable (Position, Position) -> Metres?)?
    /// Whether a position lies in the workspace's land; `nil` when it has none.
    public var contains: (@Sendable (Position) -> Bool)?
    /// Tells positions that are shifted as GCJ-02 is; `nil` to take them as they are.
    public var datum: DatumTest?

    /// Checks nothing until it is told how.
    public init() {}
}

/// Most rows of a file lie where GCJ-02 would put what they name, or entries of the register: nothing of it is kept.
public struct ShiftedObservations: Error, Hashable, Sendable {
    /// Rows shifted so.
    public let shifted: Int
    /// Rows that could be compared.
    public let compared: Int
    /// They were compared with the entries of the register, and not with what each names.
    public let isByRegister: Bool
}
