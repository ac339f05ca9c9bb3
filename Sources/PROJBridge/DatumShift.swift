/// Seven parameters that lead from an old datum to CGCS2000 (or WGS 84, taken as the same).
///
/// The local parameters of Xian 1980 and Beijing 1954 are not public; an office that has them gives them
/// here. Two conventions differ in the sign of the rotations, so the convention is part of each initialiser's
/// name: asking the wrong one moves points by tens of metres.
public struct DatumShift: Hashable, Sendable {
    /// Translations along the geocentric axes in metres.
    public let translationX: Double
    /// Translation along Y in metres.
    public let translationY: Double
    /// Translation along Z in metres.
    public let translationZ: Double
    /// Rotation about X in arc-seconds, position-vector sense.
    public let rotationX: Double
    /// Rotation about Y in arc-seconds, position-vector sense.
    public let rotationY: Double
    /// Rotation about Z in arc-seconds, position-vector sense.
    public let rotationZ: Double
    /// Scale difference in parts per million.
    public let scale: Double

    /// Takes parameters of the position-vector convention (EPSG method 9606): that of `+towgs84` and of most
    /// Chinese software (布尔沙模型, Bursa–Wolf).
    ///
    /// - Parameters:
    ///   - translation: Metres along X, Y and Z.
    ///   - rotation: Arc-seconds about X, Y and Z.
    ///   - scale: Parts per million.
    public init(
        positionVector translation: (x: Double, y: Double, z: Double),
        rotation: (x: Double, y: Double, z: Double) = (0, 0, 0), scale: Double = 0
    ) {
        translationX = translation.x
        translationY = translation.y
        translationZ = translation.z
        rotationX = rotation.x
        rotationY = rotation.y
        rotationZ = rotation.z
        self.scale = scale
    }

    /// Takes parameters of the coordinate-frame convention (EPSG method 9607), whose rotations have the
    /// opposite sign.
    ///
    /// - Parameters:
    ///   - translation: Metres along X, Y and Z.
    ///   - rotation: Arc-seconds about X, Y and Z.
    ///   - scale: Parts per million.
    public init(
        coordinateFrame translation: (x: Double, y: Double, z: Double),
        rotation: (x: Double, y: Double, z: Double), scale: Double
    ) {
        self.init(
            positionVector: translation, rotation: (-rotation.x, -rotation.y, -rotation.z), scale: scale)
    }
}

extension DatumShift {
    /// WKT 2 of a system bound to CGCS2000 by these parameters.
    ///
    /// ISO 19162 writes the parameters of an abridged transformation in metres, arc-seconds and as a factor.
    func binding(wkt2 source: String, toCGCS2000 target: String) -> String {
        let parameters: [(name: String, code: Int, value: Double)] = [
            ("X-axis translation", 8605, translationX), ("Y-axis translation", 8606, translationY),
            ("Z-axis translation", 8607, translationZ), ("X-axis rotation", 8608, rotationX),
            ("Y-axis rotation", 8609, rotationY), ("Z-axis rotation", 8610, rotationZ),
            ("Scale difference", 8611, 1 + scale * 1e-6),
        ]
        let list = parameters.map { "PARAMETER[\"\($0.name)\",\($0.value),ID[\"EPSG\",\($0.code)]]" }
        return """
            BOUNDCRS[SOURCECRS[\(source)],TARGETCRS[\(target)],\
            ABRIDGEDTRANSFORMATION["given parameters",\
            METHOD["Position Vector transformation (geog2D domain)",ID["EPSG",9606]],\
            \(list.joined(separator: ","))]]
            """
    }
}
