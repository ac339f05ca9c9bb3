/// A photo filed under an outfall, as the search for twins looks at it.
public struct FiledPhoto: Hashable, Sendable {
    /// The SHA-256 of the file.
    public let digest: String
    /// The identifier of the outfall.
    public let outfall: String
    /// What it looks like, if that could be computed.
    public let fingerprint: PerceptualHash?

    /// Files a photo.
    public init(digest: String, outfall: String, fingerprint: PerceptualHash?) {
        self.digest = digest
        self.outfall = outfall
        self.fingerprint = fingerprint
    }
}

/// Two photos of different outfalls that look the same.
public struct Lookalikes: Hashable, Sendable {
    /// The digest that comes first in order.
    public let first: String
    /// The other digest.
    public let second: String
    /// In how many of 64 bits their fingerprints differ.
    public let bits: Int

    /// Names a pair.
    public init(first: String, second: String, bits: Int) {
        self.first = first
        self.second = second
        self.bits = bits
    }
}

/// One picture used for several outfalls: the same file, or nearly the same picture.
public struct PhotoTwins: Sendable {
    /// The outfalls of each file that is filed under more than one, by digest in order.
    public let sameFile: [(digest: String, outfalls: [String])]
    /// Pairs of files of different outfalls that look the same, in order.
    public let lookalikes: [Lookalikes]

    /// Pictures that differ in so many bits, or fewer, are usually nearly the same.
    public static let nearlySameBits = 7

    /// Searches photos for twins.
    ///
    /// Fingerprints that differ in at most `most` bits agree in at least one of `most + 1` pieces, so only
    /// photos that share a piece are compared; nothing is missed.
    ///
    /// - Parameters:
    ///   - photos: Files with their outfalls; a file may occur several times.
    ///   - most: The most bits that twins differ in.
    /// - Complexity: O(n·(most + 1) + c) for n photos and c pairs that share a piece.
    public init(among photos: [FiledPhoto], most: Int = nearlySameBits) {
        precondition((0..<64).contains(most), "a fingerprint has 64 bits")
        var outfalls: [String: Set<String>] = [:]
        var fingerprints: [String: PerceptualHash] = [:]
        for photo in photos {
            outfalls[photo.digest, default: []].insert(photo.outfall)
            if let fingerprint = photo.fingerprint { fingerprints[photo.digest] = fingerprint }
        }
        sameFile = outfalls.filter { $0.value.count > 1 }.map { ($0.key, $0.value.sorted()) }
            .sorted { $0.digest < $1.digest }
        let files = fingerprints.sorted { $0.key < $1.key }.map { (digest: $0.key, hash: $0.value) }
        lookalikes = Self.nearPairs(files.map(\.hash), most: most)
            .filter { outfalls[files[$0.0].digest] != outfalls[files[$0.1].digest] }
            .map { Lookalikes(first: files[$0.0].digest, second: files[$0.1].digest, bits: $0.2) }
    }

    private struct Piece: Hashable {
        let index: Int
        let bits: UInt64
    }

    private static func nearPairs(_ hashes: [PerceptualHash], most: Int) -> [(Int, Int, Int)] {
        let width = 64 / (most + 1)
        var members: [Piece: [Int]] = [:]
        for (position, hash) in hashes.enumerated() {
            for index in 0...most {
                // The last piece takes the bits that do not divide evenly.
                let piece = hash.bits >> UInt64(index * width)
                let mask: UInt64 = index == most ? .max : (1 << UInt64(width)) - 1
                members[Piece(index: index, bits: piece & mask), default: []].append(position)
            }
        }
        var found: Set<[Int]> = []
        for group in members.values {
            for (offset, a) in group.enumerated() {
                for b in group[(offset + 1)...] {
                    let bits = hashes[a].distance(to: hashes[b])
                    if bits <= most { found.insert([a, b, bits]) }
                }
            }
        }
        return found.map { ($0[0], $0[1], $0[2]) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    }
}
