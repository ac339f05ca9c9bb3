internal import GeoKernels
public import GeoModel
internal import Glibc

/// What a photo looked at, as a piece of the map.
public struct ViewCone: Hashable, Sendable {
    /// Where the camera was.
    public let apex: Position
    /// Degrees clockwise from true north.
    public let direction: Double
    /// The horizontal angle of view in degrees.
    public let angle: Double
    /// How far the cone is drawn.
    public let range: Metres

    /// Makes a cone; the angle lies above 0 and below 180 degrees.
    public init(apex: Position, direction: Double, angle: Double, range: Metres) {
        precondition(angle > 0 && angle < 180, "an angle of view lies between 0 and 180 degrees")
        precondition(range.value > 0, "a cone needs a positive range")
        self.apex = apex
        self.direction = direction
        self.angle = angle
        self.range = range
    }

    /// The horizontal angle of view in degrees of a lens by its focal length in 35 mm format.
    public static func angle(ofFocalLength35mm millimetres: Double) -> Double {
        precondition(millimetres > 0, "a focal length must be positive")
        return 2 * atan(18 / millimetres) * 180 / .pi
    }

    /// The cone of a photo; `nil` without position or direction, or when the camera looks steeply down.
    ///
    /// - Parameters:
    ///   - photo: The metadata; the gimbal's yaw is taken before the direction of the image.
    ///   - range: How far to draw.
    ///   - assumedAngle: The angle of view when the metadata has no focal length.
    public init?(
        of photo: PhotoMetadata, range: Metres = Metres(50), assumedAngle: Double = 65
    ) {
        guard let apex = PhotoPosition(of: photo).usable,
            let direction = photo.gimbalYaw ?? photo.imageDirection,
            direction.isFinite, !Self.isSteep(photo)
        else { return nil }
        // Metadata may say anything; what no lens has is taken as unknown.
        let focal = photo.focalLength35mm.flatMap { (4...2000).contains($0) ? $0 : nil }
        self.init(
            apex: apex, direction: direction,
            angle: focal.map(Self.angle(ofFocalLength35mm:)) ?? assumedAngle,
            range: range)
    }

    /// The picture shows the ground under the camera, so that it looks no way.
    static func isSteep(_ photo: PhotoMetadata) -> Bool { photo.gimbalPitch.map { $0 <= -75 } ?? false }

    /// The cone as a polygon in longitude and latitude, counterclockwise, with an arc of so many edges.
    public func polygon(arcEdges: Int = 12) -> Polygon {
        precondition(arcEdges > 0, "an arc needs at least one edge")
        let metric = LocalMetric(atLatitude: apex.y, ellipsoid: .cgcs2000)
        var ring = [apex]
        for edge in 0...arcEdges {
            let bearing = direction + angle / 2 - angle * Double(edge) / Double(arcEdges)
            let radians = bearing * .pi / 180
            ring.append(
                Position(
                    apex.x + range.value * sin(radians) / metric.metresPerUnitX,
                    apex.y + range.value * cos(radians) / metric.metresPerUnitY))
        }
        ring.append(apex)
        return Polygon(exterior: LinearRing(unchecked: ring))
    }
}
