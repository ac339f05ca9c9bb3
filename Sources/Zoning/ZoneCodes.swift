public import GeoModel

/// Gives zones their codes and serial numbers in a town or village.
///
/// A code is the parent's code (twelve digits of the division code) followed by a serial of fixed width. A
/// code once used, by whatever zone, is never given again. A zone that continues one of the last census
/// keeps its code; new zones are numbered from the north-west, row by row, after the greatest serial used.
public struct ZoneCodes: Sendable {
    /// Why codes cannot be given.
    public enum Failure: Error, Hashable, Sendable {
        /// The serials of the parent are used up.
        case serialsExhausted(parent: String, width: Int)
        /// The parent's code is not made of digits.
        case malformedParent(code: String)
    }

    /// A zone to be coded.
    public struct Zone: Sendable {
        /// The code of its parent.
        public let parent: String
        /// A place inside or near it, in the plan's CRS, that decides the order.
        public let position: Position
        /// The workload it takes over from each zone of the last census, by code.
        public let sources: [String: Double]
        /// Its whole workload.
        public let workload: Double
        /// The code that it has already in a plan, if any.
        public let wanted: String?

        /// Makes a zone to be coded.
        public init(
            parent: String, position: Position, sources: [String: Double] = [:], workload: Double = 0,
            wanted: String? = nil
        ) {
            self.parent = parent
            self.position = position
            self.sources = sources
            self.workload = workload
            self.wanted = wanted
        }
    }

    /// The code and serial of one zone.
    public struct Assignment: Hashable, Sendable {
        /// The parent's code with the serial appended.
        public let code: String
        /// The place of the zone among its parent's, from 1: what its name counts, 第一普查小区 and so on.
        public let ordinal: Int
    }

    /// The codes of the zones, in their order.
    public let assignments: [Assignment]
    /// Where zones come from and what became of the old ones, by code.
    public let lineage: [ZoneLineage]

    /// Gives codes.
    ///
    /// Each old code goes to the zone that takes over most of its workload, each zone keeping at most one:
    /// the greatest shares first, then by code. A share of nothing counts when there is no other.
    ///
    /// - Parameters:
    ///   - zones: The zones.
    ///   - everUsed: Every code ever given under these parents, in use or not.
    ///   - previous: The codes in use until now, with their workload.
    ///   - serialWidth: The number of digits of the serial.
    ///   - wantsFirst: A zone that takes over any of the last zone whose code it wants keeps that code, before those that take
    ///     over more of it: the plan was drawn from the last zones and has settled who goes on.
    /// - Throws: `Failure`.
    /// - Complexity: O(n log n) for n zones.
    public init(
        _ zones: [Zone], everUsed: Set<String>, previous: [String: Double] = [:], serialWidth: Int = 3,
        wantsFirst: Bool = false
    ) throws(Failure) {
        precondition((1...9).contains(serialWidth), "a serial has one to nine digits")
        for zone in zones where zone.parent.isEmpty || !zone.parent.utf8.allSatisfy({ 48...57 ~= $0 }) {
            throw .malformedParent(code: zone.parent)
        }
        let kept = Self.keep(zones, previous: previous, wantsFirst: wantsFirst)
        var codes = kept
        var used = everUsed.union(previous.keys)
        used.formUnion(kept.compactMap { $0 })
        for zone in zones.indices where codes[zone] == nil {
            guard let code = zones[zone].wanted, !used.contains(code),
                Self.isCode(code, of: zones[zone].parent, width: serialWidth)
            else { continue }
            codes[zone] = code
            used.insert(code)
        }
        let order = Self.rows(zones)
        var next: [String: Int] = [:]
        for zone in order where codes[zone] == nil {
            let parent = zones[zone].parent
            let serial = next[parent] ?? Self.greatestSerial(of: parent, in: used, width: serialWidth) + 1
            guard let code = Self.code(parent, serial, width: serialWidth) else {
                throw .serialsExhausted(parent: parent, width: serialWidth)
            }
            codes[zone] = code
            next[parent] = serial + 1
        }
        let final = codes.map { $0 ?? "" }
        assignments = Self.assign(zones, codes: final)
        lineage = Self.lineage(zones, codes: final, kept: kept, previous: previous)
    }

    /// A code that was never given may be given as it was wanted.
    private static func isCode(_ code: String, of parent: String, width: Int) -> Bool {
        let serial = code.utf8.dropFirst(parent.utf8.count)
        return code.hasPrefix(parent) && serial.count == width && serial.allSatisfy { 48...57 ~= $0 }
            && serial.contains { $0 != 48 }
    }

    private static func code(_ parent: String, _ serial: Int, width: Int) -> String? {
        let digits = String(serial)
        guard digits.count <= width else { return nil }
        return parent + String(repeating: "0", count: width - digits.count) + digits
    }

    private static func greatestSerial(of parent: String, in used: Set<String>, width: Int) -> Int {
        used.lazy.filter { $0.hasPrefix(parent) && $0.utf8.count == parent.utf8.count + width }
            .compactMap { Int($0.dropFirst(parent.count)) }.max() ?? 0
    }

    private static func keep(
        _ zones: [Zone], previous: [String: Double], wantsFirst: Bool
    ) -> [String?] {
        var claims: [(share: Double, code: String, zone: Int)] = []
        for (number, zone) in zones.enumerated() {
            for (code, share) in zone.sources where previous[code] != nil && code.hasPrefix(zone.parent) {
                let isSettled = wantsFirst && zone.wanted == code
                claims.append((isSettled ? .infinity : share, code, number))
            }
        }
        claims.sort { ($1.share, $0.code, $0.zone) < ($0.share, $1.code, $1.zone) }
        var codes = [String?](repeating: nil, count: zones.count)
        var taken = Set<String>()
        for claim in claims where codes[claim.zone] == nil && !taken.contains(claim.code) {
            codes[claim.zone] = claim.code
            taken.insert(claim.code)
        }
        return codes
    }

    /// Zones from the north-west, row by row.
    ///
    /// A parent's zones are put into about √n rows of equal number from the north, each read from the west,
    /// so that numbers run on through neighbours.
    static func rows(_ zones: [Zone]) -> [Int] {
        var groups: [String: [Int]] = [:]
        for (number, zone) in zones.enumerated() { groups[zone.parent, default: []].append(number) }
        return groups.sorted { $0.key < $1.key }.flatMap { rows($0.value, zones) }
    }

    private static func rows(_ group: [Int], _ zones: [Zone]) -> [Int] {
        let fromNorth = group.sorted {
            let (a, b) = (zones[$0].position, zones[$1].position)
            return (-a.y, a.x, $0) < (-b.y, b.x, $1)
        }
        let rowCount = max(1, Int(Double(group.count).squareRoot().rounded()))
        let length = (group.count + rowCount - 1) / rowCount
        return stride(from: 0, to: fromNorth.count, by: length).flatMap { start in
            fromNorth[start..<min(start + length, fromNorth.count)].sorted {
                let (a, b) = (zones[$0].position, zones[$1].position)
                return (a.x, -a.y, $0) < (b.x, -b.y, $1)
            }
        }
    }

    private static func assign(_ zones: [Zone], codes: [String]) -> [Assignment] {
        var ordinals = [Int](repeating: 0, count: zones.count)
        var next: [String: Int] = [:]
        for zone in zones.indices.sorted(by: { codes[$0] < codes[$1] }) {
            next[zones[zone].parent, default: 0] += 1
            ordinals[zone] = next[zones[zone].parent, default: 0]
        }
        return zones.indices.map { Assignment(code: codes[$0], ordinal: ordinals[$0]) }
    }
}
