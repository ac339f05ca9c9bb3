internal import GeoModel

/// A position as whole steps of 1e-8 degrees: a key that is equal exactly when the written text is.
struct GridPoint: Hashable {
    let x: Int
    let y: Int

    init(_ place: Position) {
        x = Int((place.x * 1e8).rounded())
        y = Int((place.y * 1e8).rounded())
    }
}

/// A directed step between two grid points.
struct GridStep: Hashable {
    let from: GridPoint
    let to: GridPoint
}
