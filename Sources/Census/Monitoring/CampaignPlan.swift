/// How often an outfall must be sampled in one season: a row of the plan table.
public struct CampaignRequirement: Hashable, Sendable {
    /// The season.
    public let season: Season
    /// The least number of campaigns.
    public let campaigns: Int
    /// The least number of days with enough samples, over all campaigns.
    public let days: Int
    /// The least number of samples on each of those days.
    public let samplesPerDay: Int

    /// Makes a row; every number is at least 1.
    public init(season: Season, campaigns: Int = 1, days: Int = 1, samplesPerDay: Int = 1) {
        precondition(campaigns > 0 && days > 0 && samplesPerDay > 0, "a plan asks for at least one of each")
        self.season = season
        self.campaigns = campaigns
        self.days = days
        self.samplesPerDay = samplesPerDay
    }
}

/// What to do when a plan is not met.
public enum PlanStrictness: String, CaseIterable, Sendable {
    /// Say so, and accept.
    case warn
    /// The season stays incomplete.
    case require

    /// The strictness in both languages.
    public var text: LocalizedText {
        switch self {
        case .warn: LocalizedText(zh: "仅提醒", en: "warn only")
        case .require: LocalizedText(zh: "必须满足", en: "required")
        }
    }
}

/// The plan table of an office.
public struct CampaignPlan: Hashable, Sendable {
    /// The rows, at most one for each season.
    public let requirements: [CampaignRequirement]
    /// What an unmet row means.
    public let strictness: PlanStrictness
    /// Visits at most so many days apart belong to one campaign.
    public let daysBetweenVisitsOfOneCampaign: Int

    /// Makes a plan; of two rows for one season the first counts.
    public init(
        requirements: [CampaignRequirement], strictness: PlanStrictness,
        daysBetweenVisitsOfOneCampaign: Int = 3
    ) {
        self.requirements = requirements
        self.strictness = strictness
        self.daysBetweenVisitsOfOneCampaign = daysBetweenVisitsOfOneCampaign
    }

    /// One campaign, day and sample in the dry and in the wet season, warn only: what is certain of the 2018
    /// rule, whose frequencies are not known to us.
    public static let census2018 = CampaignPlan(
        requirements: [CampaignRequirement(season: .dry), CampaignRequirement(season: .wet)],
        strictness: .warn)

    /// The row of a season.
    public func requirement(for season: Season) -> CampaignRequirement? {
        requirements.first { $0.season == season }
    }

    /// The plan with one sample for each of these seasons that it has no row for.
    public func asking(_ seasons: some Sequence<Season>) -> CampaignPlan {
        let lacking = Set(seasons).filter { requirement(for: $0) == nil }.sorted { $0.rawValue < $1.rawValue }
        return CampaignPlan(
            requirements: requirements + lacking.map { CampaignRequirement(season: $0) },
            strictness: strictness, daysBetweenVisitsOfOneCampaign: daysBetweenVisitsOfOneCampaign)
    }

    /// What the samples of one outfall, indicator and season fall short of; `nil` when the plan is met.
    ///
    /// - Parameters:
    ///   - season: The season asked about.
    ///   - days: The day of each sample, in any order, one entry for each sample.
    /// - Returns: What was found beside what was required.
    /// - Complexity: O(n log n) in the number of samples.
    public func shortfall(in season: Season, sampleDays days: [CalendarDate]) -> CampaignShortfall? {
        guard let requirement = requirement(for: season) else { return nil }
        let tally = CampaignTally(sampleDays: days, plan: self, samplesPerDay: requirement.samplesPerDay)
        guard tally.campaigns < requirement.campaigns || tally.fullDays < requirement.days else { return nil }
        return CampaignShortfall(requirement: requirement, found: tally, strictness: strictness)
    }
}

/// What the samples of a season amount to.
public struct CampaignTally: Hashable, Sendable {
    /// Campaigns, counted by gaps between visits.
    public let campaigns: Int
    /// Days with as many samples as the plan asks.
    public let fullDays: Int
    /// Samples altogether.
    public let samples: Int

    init(sampleDays: [CalendarDate], plan: CampaignPlan, samplesPerDay: Int) {
        let sorted = sampleDays.map(\.dayNumber).sorted()
        var campaigns = 0
        var fullDays = 0
        var onThisDay = 0
        var previous: Int?
        for day in sorted {
            if previous.map({ day - $0 > plan.daysBetweenVisitsOfOneCampaign }) ?? true { campaigns += 1 }
            onThisDay = day == previous ? onThisDay + 1 : 1
            if onThisDay == samplesPerDay { fullDays += 1 }
            previous = day
        }
        self.campaigns = campaigns
        self.fullDays = fullDays
        samples = sorted.count
    }
}

/// A season that was sampled less than planned.
public struct CampaignShortfall: Hashable, Sendable {
    /// The row of the plan.
    public let requirement: CampaignRequirement
    /// What the samples amount to.
    public let found: CampaignTally
    /// What the shortfall means.
    public let strictness: PlanStrictness

    /// The shortfall in both languages.
    public var text: LocalizedText {
        let season = requirement.season.text
        return LocalizedText(
            zh:
                "\(season[.chinese])：要求 \(requirement.campaigns) 次、\(requirement.days) 天、每天 \(requirement.samplesPerDay) 样，"
                + "实有 \(found.campaigns) 次、足样 \(found.fullDays) 天、共 \(found.samples) 样（\(strictness.text[.chinese])）。",
            en:
                "\(season[.english]): planned \(requirement.campaigns) campaigns, \(requirement.days) days of "
                + "\(requirement.samplesPerDay) samples; found \(found.campaigns), \(found.fullDays), "
                + "\(found.samples) samples in all (\(strictness.text[.english])).")
    }
}
