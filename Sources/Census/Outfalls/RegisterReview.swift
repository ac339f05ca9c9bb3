public import GeoModel

/// What a workspace knows about places: the port that its layers supply.
public protocol PlaceLookup: Sendable {
    /// The six-digit county that contains a position.
    func county(at position: Position) -> String?
    /// The village, community or other finest division that contains a position.
    func division(at position: Position) -> String?
    /// The distance from a position to a division; `nil` when there is no such division.
    func distance(from position: Position, toDivision code: String) -> Metres?
    /// The built-up area that contains a position.
    func builtUpArea(at position: Position) -> String?
}

/// Where an entry lies, before anything is judged.
public struct RegisterPlace: Hashable, Sendable {
    /// The county that contains it.
    public let county: String?
    /// The finest division that contains it.
    public let division: String?
    /// The built-up area that contains it.
    public let builtUpArea: String?
    /// Its place at the declared receiving water.
    public let water: WaterPlace?
    /// The nearest coded water, if there is one near.
    public let nearestWater: WaterPlace?
}

/// Tests entries of the register by the spatial rules of the census; nothing is ever moved or changed.
public struct RegisterReview: Sendable {
    /// The farthest that an outfall may lie from its water.
    public var nearBank = Metres(200)
    /// How far outside the declared village a position may lie: rivers are borders, and banks are near them.
    public var nearDivision = Metres(50)
    /// Two positions of one form may differ by so much.
    public var samePosition = Metres(15)
    /// What counts.
    public var counting = CountingRule()
    /// The flows from which an outfall is large.
    public var threshold = ScaleThreshold.census2018
    private let places: any PlaceLookup
    private let waters: WaterBodies
    private let distance: @Sendable (Position, Position) -> Metres

    /// Makes a review with the default settings, which are ours.
    ///
    /// - Parameters:
    ///   - places: The layers of divisions and built-up areas.
    ///   - waters: The coded water bodies.
    ///   - distance: The distance of two positions on the ground.
    public init(
        places: any PlaceLookup, waters: WaterBodies,
        distance: @escaping @Sendable (Position, Position) -> Metres
    ) {
        self.places = places
        self.waters = waters
        self.distance = distance
    }

    /// Where an entry lies; `nil` without a position.
    public func place(of entry: RegisterEntry) -> RegisterPlace? {
        entry.position.map { position in
            RegisterPlace(
                county: places.county(at: position), division: places.division(at: position),
                builtUpArea: places.builtUpArea(at: position),
                water: entry.waterCode.flatMap { waters.place(of: position, on: $0) },
                nearestWater: waters.nearest(to: position, within: nearBank))
        }
    }

    /// Everything about an entry that does not fit.
    ///
    /// - Parameters:
    ///   - entry: The entry.
    ///   - place: Where it lies, as `place(of:)` says.
    ///   - day: The day on which codes are looked at.
    /// - Returns: Findings in a fixed order; those that only are worth knowing included.
    public func findings(
        for entry: RegisterEntry, at place: RegisterPlace?, day: CalendarDate
    ) -> [RegisterFinding] {
        var findings: [RegisterFinding] = []
        if let place, let outfall = entry.outfall {
            findings += placeFindings(entry, outfall, place, day) + waterFindings(entry, place)
            let relation = BuiltUpRelation(
                isInside: place.builtUpArea != nil, servesBuiltUpArea: entry.servesBuiltUpArea)
            findings += countingFindings(entry, relation)
        } else {
            findings.append(.noPosition)
        }
        if entry.codes.codes.isEmpty { findings.append(.withoutCode) }
        return findings + scaleFindings(entry) + entry.doubts.map { .unreadable($0) }
    }

    private func placeFindings(
        _ entry: RegisterEntry, _ outfall: Outfall, _ place: RegisterPlace, _ day: CalendarDate
    ) -> [RegisterFinding] {
        let river = entry.waterCode.flatMap { waters.river($0, near: outfall.position) }
        var findings = OutfallPlaceReview(nearBank: nearBank).findings(
            for: outfall, on: river, declaredSide: entry.declaredSide, day: day, county: { _ in place.county }
        ).map(RegisterFinding.place)
        findings += divisionFindings(entry, outfall.position, place)
        if let other = entry.otherPosition, distance(outfall.position, other) > samePosition {
            let apart = distance(outfall.position, other)
            findings.append(
                .secondPosition(apart, fitsBetter: fitsBetter(other, than: outfall.position, entry)))
        }
        return findings
    }

    private func divisionFindings(
        _ entry: RegisterEntry, _ position: Position, _ place: RegisterPlace
    ) -> [RegisterFinding] {
        let declared = entry.declaredDivision
        guard declared.utf8.count > 6, let located = place.division, !located.hasPrefix(declared),
            !declared.hasPrefix(located)
        else { return [] }
        let distance = places.distance(from: position, toDivision: declared)
        if let distance, distance <= nearDivision { return [] }
        return [.declaredDivisionElsewhere(declared: declared, located: located, distance)]
    }

    private func fitsBetter(_ other: Position, than taken: Position, _ entry: RegisterEntry) -> Bool {
        guard let near = places.distance(from: other, toDivision: entry.declaredDivision),
            let far = places.distance(from: taken, toDivision: entry.declaredDivision)
        else { return false }
        return near < far
    }

    private func waterFindings(_ entry: RegisterEntry, _ place: RegisterPlace) -> [RegisterFinding] {
        guard let code = entry.waterCode, waters.has(code) else {
            return [.waterUnknown(entry.waterCode ?? "")]
        }
        guard let own = place.water, let nearest = place.nearestWater, nearest.code != code else { return [] }
        if own.river == nil, own.distance > nearBank {
            return [.place(.farFromWater(own.distance, allowed: nearBank))]
        }
        // At a confluence both are near, and the form decides.
        let isConfluence = own.distance <= nearBank
        return isConfluence ? [] : [.nearerWater(nearest.code, nearest.distance, declared: own.distance)]
    }

    private func countingFindings(
        _ entry: RegisterEntry, _ relation: BuiltUpRelation
    ) -> [RegisterFinding] {
        guard entry.state == .registered else { return [] }
        let water: CarriedWater = entry.kind2018 == nil ? .unknown : .wastewater
        let verdict = counting.verdict(
            carrying: water, at: relation, receivingWaterCode: entry.waterCode)
        return verdict == .counts ? [] : [.counting(verdict)]
    }

    private func scaleFindings(_ entry: RegisterEntry) -> [RegisterFinding] {
        guard let computed = entry.scale(by: threshold) else { return [] }
        var findings: [RegisterFinding] = []
        if let declared = entry.declaredScale, declared != computed {
            findings.append(.scaleDiffers(declared: declared, computed: computed))
        }
        if let daily = entry.cubicMetresPerDay, let yearly = entry.cubicMetresPerYear,
            (daily >= threshold.cubicMetresPerDay) != (yearly >= threshold.cubicMetresPerYear)
        {
            findings.append(.aboveByOneThreshold)
        }
        return findings
    }
}
