internal import GeoKernels
internal import GeoModel

/// Smooth random height over the plane in metres: value noise on a square lattice.
struct Noise {
    let salt: UInt64

    /// The sum of octaves, each of half the wavelength and half the height of the one before, in `0 ..< 1`.
    func fractal(at place: Position, wavelength: Double, octaves: Int) -> Double {
        var sum = 0.0
        var height = 1.0
        var total = 0.0
        var length = wavelength
        for octave in 0..<octaves {
            sum += height * value(at: place, wavelength: length, octave: octave)
            total += height
            height /= 2
            length /= 2
        }
        return sum / total
    }

    private func value(at place: Position, wavelength: Double, octave: Int) -> Double {
        let x = place.x / wavelength
        let y = place.y / wavelength
        let column = Int(x.rounded(.down))
        let row = Int(y.rounded(.down))
        let s = smooth(x - Double(column))
        let t = smooth(y - Double(row))
        let south = mix(corner(column, row, octave), corner(column + 1, row, octave), s)
        let north = mix(corner(column, row + 1, octave), corner(column + 1, row + 1, octave), s)
        return mix(south, north, t)
    }

    private func corner(_ column: Int, _ row: Int, _ octave: Int) -> Double {
        var seed = salt &+ UInt64(bitPattern: Int64(column)) &* 0x9E37_79B9_7F4A_7C15
        seed ^= UInt64(bitPattern: Int64(row)) &* 0xC2B2_AE3D_27D4_EB4F
        seed &+= UInt64(octave) &* 0x1656_67B1_9E37_79F9
        var generator = SplitMix64(seed: seed)
        return generator.unit()
    }

    private func smooth(_ t: Double) -> Double { t * t * (3 - 2 * t) }

    private func mix(_ a: Double, _ b: Double, _ t: Double) -> Double { a + (b - a) * t }
}
