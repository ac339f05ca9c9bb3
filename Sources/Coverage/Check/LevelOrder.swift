/// Areas of several levels, such as counties, towns and villages, told apart, each level with the areas it must fill.
///
/// Which level lies under which is read off the parents that areas name, not off the names of levels: a level's
/// parents are on the level that most of its areas name. An area may name a parent further up, as towns do in a city
/// without counties; that parent then counts for this level and not for the one it skips. A level that no area names
/// and whose own parents are absent, such as a functional zone laid over towns, stands by itself.
public struct LevelOrder: Hashable, Sendable {
    /// One level.
    public struct Level: Hashable, Sendable {
        /// Its name, as its areas give it.
        public let name: String
        /// Its areas, by their place in the input, ascending.
        public let areas: [Int]
        /// The level that most of the parents are on; `nil` for a level at the top.
        public let parentLevel: String?
        /// The areas that this level must fill, ascending; empty at the top.
        public let parents: [Int]
        /// For each area of the level the place of its parent in `parents`.
        public let parentOfArea: [Int?]
        /// Areas whose parent is missing, or on their own level; empty at the top, where no parent is expected.
        public let orphans: [Int]
    }

    /// The levels from the coarsest to the finest; levels equally deep come in the order of the input.
    public let levels: [Level]

    /// Tells levels apart.
    ///
    /// - Parameters:
    ///   - codes: The code of each area. Where areas of different levels share one, the first of them is the parent
    ///     meant.
    ///   - parentCodes: The code of each area's parent; of none when no area has it.
    ///   - names: The name of each area's level.
    /// - Precondition: as many parents and names as codes.
    /// - Complexity: O(n) expected in the number of areas, times the number of levels.
    public init(codes: [String], parentCodes: [String], names: [String]) {
        precondition(
            codes.count == parentCodes.count && codes.count == names.count,
            "areas need a code, a parent's code and the name of their level each")
        let places = Dictionary(grouping: codes.indices) { codes[$0] }
        let parents = codes.indices.map { area in
            places[parentCodes[area]]?.first { names[$0] != names[area] }
        }
        let members = Dictionary(grouping: codes.indices) { names[$0] }
        let usual = members.mapValues { Self.commonest($0.compactMap { parents[$0].map { names[$0] } }) }
        var namedBy: [Int: Set<String>] = [:]
        for (area, parent) in parents.enumerated() {
            if let parent { namedBy[parent, default: []].insert(names[area]) }
        }
        let depths = members.keys.reduce(into: [String: Int]()) { $0[$1] = Self.depth($1, usual) }
        let order = members.keys.sorted { a, b in
            (depths[a] ?? 0, members[a]?.first ?? 0) < (depths[b] ?? 0, members[b]?.first ?? 0)
        }
        levels = order.map { name in
            let areas = members[name] ?? []
            let above = usual[name] ?? nil
            // A parent whose children are all further down has none on this level to be filled by.
            let expected = (above.flatMap { members[$0] } ?? []).filter { parent in
                let children = namedBy[parent] ?? []
                return children.contains(name) || children.allSatisfy { usual[$0] == above }
            }
            let filled = Set(expected).union(areas.compactMap { parents[$0] }).sorted()
            return Level(
                name: name, areas: areas, parentLevel: above, parents: above == nil ? [] : filled,
                parentOfArea: areas.map { area in parents[area].flatMap { Self.place(of: $0, in: filled) } },
                orphans: above == nil ? [] : areas.filter { parents[$0] == nil })
        }
    }

    /// The commonest of some names; of several the first by name; `nil` of none.
    private static func commonest(_ names: [String]) -> String? {
        let counts = names.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
    }

    /// How many levels lie above one; levels that lie above each other in a circle end it.
    private static func depth(_ name: String, _ usual: [String: String?]) -> Int {
        var (depth, seen, current) = (0, Set([name]), name)
        while case .some(.some(let above)) = usual[current], seen.insert(above).inserted {
            depth += 1
            current = above
        }
        return depth
    }

    private static func place(of area: Int, in sorted: [Int]) -> Int? {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < area { low = middle + 1 } else { high = middle }
        }
        return low < sorted.count && sorted[low] == area ? low : nil
    }
}
