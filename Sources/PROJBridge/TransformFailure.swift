internal import CPROJ
public import GeoModel

/// A position that could not be transformed; it was left as it was.
public struct TransformFailure: Hashable, Sendable {
    /// Where it stands in the run that was transformed.
    public let index: Int
    /// The position.
    public let position: Position
    /// Why.
    public let reason: Reason

    /// Why a position cannot be transformed.
    public enum Reason: Hashable, Sendable {
        /// An ordinate is NaN or infinite.
        case notFinite
        /// An ordinate is out of its range, such as a latitude above 90°.
        case invalidCoordinate
        /// The position is too far from where the projection works, such as its central meridian.
        case outsideProjectionDomain
        /// No operation applies at the position.
        case noOperation
        /// The position is outside a grid of corrections, or where the grid has no data.
        case outsideGrid
        /// Another reason, by PROJ's number.
        case other(code: Int32)

        init(code: Int32) {
            // PROJ_ERR_COORD_TRANSFM is 2048; its macros do not reach Swift.
            switch code - 2048 {
            case 1: self = .invalidCoordinate
            case 2: self = .outsideProjectionDomain
            case 3: self = .noOperation
            case 4, 5: self = .outsideGrid
            default: self = .other(code: code)
            }
        }
    }
}
