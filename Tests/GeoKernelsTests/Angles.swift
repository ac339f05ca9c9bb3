import GeoModel
import Glibc

/// The angle of a vector in 0 ..< 2π.
func angleFromEast(_ x: Double, _ y: Double) -> Double {
    let angle = atan2(y, x)
    return angle < 0 ? angle + 2 * .pi : angle
}

func unitVector(_ angle: Double) -> Position { Position(cos(angle), sin(angle)) }
