/// Which coordinate reference system some coordinates are declared to be in.
///
/// Besides EPSG codes there are the two obfuscated systems of Chinese web maps. They have no code and no
/// exact definition in public; they can be read, through a declared and recorded step, never written.
public enum CRSIdentifier: Hashable, Sendable {
    /// A system of the EPSG registry by its code, such as 4490 (CGCS2000, geographic).
    case epsg(Int)
    /// GCJ-02, degrees: the system of most Chinese web maps.
    case gcj02
    /// BD-09, degrees: Baidu's further shift of GCJ-02.
    case bd09

    /// CGCS2000, geographic: the system of a workspace unless another is chosen.
    public static let cgcs2000 = CRSIdentifier.epsg(4490)

    /// Reads `EPSG:n` (any case, or the bare number), `gcj02`/`GCJ-02`, `bd09`/`BD-09`, or the usual names of CGCS2000 and
    /// WGS 84 in degrees; otherwise `nil`.
    public init?(_ text: String) {
        let name = text.uppercased()
        switch name {
        case "GCJ02", "GCJ-02": self = .gcj02
        case "BD09", "BD-09": self = .bd09
        case "CGCS2000", "国家2000", "2000国家大地坐标系": self = .cgcs2000
        case "WGS84", "WGS-84", "WGS 84": self = .epsg(4326)
        default:
            let digits = name.hasPrefix("EPSG:") ? name.dropFirst(5) : name[...]
            guard let code = Int(digits), code > 0 else { return nil }
            self = .epsg(code)
        }
    }
}

extension CRSIdentifier: CustomStringConvertible {
    /// `EPSG:n`, `gcj02` or `bd09`, as the command line takes it.
    public var description: String {
        switch self {
        case .epsg(let code): "EPSG:\(code)"
        case .gcj02: "gcj02"
        case .bd09: "bd09"
        }
    }
}
