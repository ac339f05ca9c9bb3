import Census
import GeoKernels
import TestSupport
import Testing

@Suite("Pictures that look alike")
struct PerceptualHashTests {
    private func grid(_ value: (Int, Int) -> Int) -> [UInt8] {
        (0..<1024).map { UInt8(truncatingIfNeeded: value($0 % 32, $0 / 32)) }
    }

    @Test("the fingerprint is that of scipy's cosine transform")
    func scipy() {
        // scipy.fft.dct along both axes, 8 × 8 lowest, greater than the 32nd of 63 sorted coefficients.
        let weave = PerceptualHash(grey: grid { x, y in (x * 7 + y * 13 + (x * y) % 31 * 5) % 256 })
        #expect(weave?.bits == 0xc63a_409a_9f31_0ebf)
        let bowl = PerceptualHash(grey: grid { x, y in min(255, (x - 11) * (x - 11) + (y - 20) * (y - 20)) })
        #expect(bowl?.bits == 0xbfc2_c229_c525_b636)
    }

    @Test("a little noise changes few bits, another picture many", arguments: seeds(20))
    func noise(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        func picture() -> [Int] {
            let blobs = (0..<6).map { _ in
                (
                    random.number(in: 0...32), random.number(in: 0...32), random.number(in: 20...160),
                    random.number(in: 20...90)
                )
            }
            return (0..<1024).map { index in
                let sum = blobs.reduce(20.0) { sum, blob in
                    let dx = Double(index % 32) - blob.0
                    let dy = Double(index / 32) - blob.1
                    return sum + blob.2 * max(0, 1 - (dx * dx + dy * dy) / blob.3)
                }
                return Int(min(sum, 240))
            }
        }
        let original = picture()
        let noisy = original.map { UInt8(max(0, $0 + random.index(below: 5) - 2)) }
        let first = try #require(PerceptualHash(grey: original.map { UInt8($0) }))
        let second = try #require(PerceptualHash(grey: noisy))
        let other = try #require(PerceptualHash(grey: picture().map { UInt8($0) }))
        #expect(first.distance(to: second) <= 12)
        #expect(first.distance(to: other) > first.distance(to: second))
    }

    @Test("a picture of one tone has no fingerprint, or every foggy photo would be a twin")
    func flat() {
        #expect(PerceptualHash(grey: Array(repeating: 200, count: 1024)) == nil)
        #expect(PerceptualHash(grey: grid { x, _ in 100 + x % 7 }) == nil)
    }

    @Test(
        "one file for two outfalls, and two like pictures of two outfalls, are found; of one outfall they are not"
    )
    func twins() {
        let a = PerceptualHash(bits: 0x0123_4567_89ab_cdef)
        let near = PerceptualHash(bits: 0x0123_4567_89ab_cdef ^ 0b1011)
        let twins = PhotoTwins(among: [
            FiledPhoto(digest: "f1", outfall: "A", fingerprint: a),
            FiledPhoto(digest: "f1", outfall: "B", fingerprint: a),
            FiledPhoto(digest: "f2", outfall: "C", fingerprint: near),
            FiledPhoto(digest: "f3", outfall: "C", fingerprint: near),
        ])
        #expect(twins.sameFile.map(\.digest) == ["f1"])
        #expect(twins.sameFile.first?.outfalls == ["A", "B"])
        #expect(
            twins.lookalikes == [
                Lookalikes(first: "f1", second: "f2", bits: 3),
                Lookalikes(first: "f1", second: "f3", bits: 3),
            ])
    }

    @Test("no near pair is missed that comparing all finds", arguments: seeds(20))
    func bruteForce(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let most = random.index(below: 12)
        var photos: [FiledPhoto] = []
        for index in 0..<60 {
            var bits = random.next()
            if index > 0, random.unit() < 0.6, let earlier = photos[random.index(below: index)].fingerprint {
                bits = earlier.bits
                for _ in 0..<random.index(below: 14) { bits ^= 1 << UInt64(random.index(below: 64)) }
            }
            photos.append(
                FiledPhoto(
                    digest: "p\(100 + index)", outfall: "o\(index)", fingerprint: PerceptualHash(bits: bits)))
        }
        var expected: [Lookalikes] = []
        for (offset, a) in photos.enumerated() {
            for b in photos[(offset + 1)...] {
                guard let x = a.fingerprint, let y = b.fingerprint, x.distance(to: y) <= most else {
                    continue
                }
                expected.append(Lookalikes(first: a.digest, second: b.digest, bits: x.distance(to: y)))
            }
        }
        #expect(PhotoTwins(among: photos, most: most).lookalikes == expected)
    }
}
