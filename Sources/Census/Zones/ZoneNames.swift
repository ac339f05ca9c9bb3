/// Names of zones that are told apart within a town.
///
/// A zone is called by its place in its village, 第一普查小区, which every village has; with the village's name before it
/// the name is unique in the town, as long as villages' names are.
public enum ZoneNames {
    /// The name of a zone in full: the village's name without the committee, and the zone's own.
    ///
    /// - Parameters:
    ///   - village: The name of the village or community, with or without 村民委员会 or 居民委员会.
    ///   - ordinal: The zone's name within the village.
    /// - Returns: Such as 虚柏村第一普查小区; the ordinal alone when the village has no name.
    public static func full(village: String, ordinal: String) -> String {
        ordinal.hasPrefix(place(village)) ? ordinal : place(village) + ordinal
    }

    /// The name of a place without the committee that governs it.
    public static func place(_ village: String) -> String {
        for ending in ["村民委员会", "居民委员会", "委员会"] where village.hasSuffix(ending) {
            let rest = String(village.dropLast(ending.count))
            // 某村村民委员会 governs 某村; 某社区居民委员会 governs 某社区.
            return rest
        }
        return village
    }

    /// Names in which no two zones of a parent are alike, where villages' names can do that.
    ///
    /// - Parameters:
    ///   - zones: Each zone's code, name and parent.
    ///   - villageNames: The names of villages by their twelve digits.
    /// - Returns: For each zone its name as it is when it is the only one of its parent, and otherwise in full.
    public static func distinct(
        _ zones: [(code: String, name: String, parent: String)], villageNames: [String: String]
    ) -> [String] {
        var counts: [String: Int] = [:]
        for zone in zones { counts[zone.parent + "\n" + zone.name, default: 0] += 1 }
        return zones.map { zone in
            guard counts[zone.parent + "\n" + zone.name, default: 0] > 1,
                let village = villageNames[String(zone.code.prefix(12))]
            else { return zone.name }
            return full(village: village, ordinal: zone.name)
        }
    }
}
