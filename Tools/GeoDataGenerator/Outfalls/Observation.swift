internal import GeoModel

/// What a drone's interpreter or a walking team wrote down, and which outfall it really is.
struct Observation {
    let key: String
    let time: String
    let place: Position
    /// The true outfall; `nil` where there is none.
    let outfall: Outfall?
    /// The rest of the row after the coordinates.
    let fields: [String]
    /// Why it is no outfall, or what is odd about it.
    let note: String
}
