internal import Zoning

/// What drawn zones take over from the zones of the last census, whose codes go on with them.
struct InheritedCodes {
    /// For each zone drawn, the workload it takes over from each last zone, by code.
    private(set) var sources: [[String: Double]]
    /// The village of each zone drawn, where its last zone or its blocks' own codes tell; `nil` elsewhere.
    private(set) var villages: [String?]
    /// The workload of each last zone, by code; empty when their codes follow another scheme.
    private(set) var workloads: [String: Double] = [:]
    /// The number of digits of the last zones' serials.
    private(set) var serialWidth = 3

    private static let villageDigits = 12

    /// Adds up what goes where.
    ///
    /// Codes of another scheme than twelve digits and a serial, all of one length, tell nothing.
    ///
    /// - Parameters:
    ///   - members: The blocks of each zone drawn.
    ///   - blocks: The blocks.
    ///   - previous: The last zone of each block.
    ///   - codes: The codes of the last zones.
    init(_ members: [[Int]], _ blocks: BlockSource, previous: [Int?]?, codes: [String]) {
        sources = Array(repeating: [:], count: members.count)
        villages = Array(repeating: nil, count: members.count)
        let width = (codes.first?.utf8.count ?? 0) - Self.villageDigits
        let isScheme = codes.allSatisfy { code in
            code.utf8.count == Self.villageDigits + width && code.utf8.allSatisfy { 48...57 ~= $0 }
        }
        guard let previous, isScheme, (1...9).contains(width) else { return }
        serialWidth = width
        for (zone, own) in members.enumerated() {
            for block in own {
                guard let last = previous[block] else { continue }
                sources[zone][codes[last], default: 0] += blocks.weights[block]
                workloads[codes[last], default: 0] += blocks.weights[block]
            }
            let main = sources[zone].max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
            villages[zone] = Self.village(of: own.map { blocks.areas.codes[$0] }, main: main)
        }
    }

    /// The main source's village as long as the zone has any of it, as when zones are adopted.
    private static func village(of blocks: [String], main: String?) -> String? {
        let own = blocks.map { String($0.prefix(villageDigits)) }
        if let village = main?.prefix(villageDigits), own.contains(String(village)) { return String(village) }
        return nil
    }
}
