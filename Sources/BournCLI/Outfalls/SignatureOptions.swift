internal import ArgumentParser
internal import Census
internal import Foundation
internal import GeoPackageStore

/// Options that say who decides, when, and why.
struct SignatureOptions: ParsableArguments {
    @Option(name: .person, help: help(zh: "办理人", en: "Who does this."))
    var by: String

    @Option(help: help(zh: "理由", en: "Why."))
    var reason = ""

    @Option(
        help: help(
            zh: "办理时间，如 2018-04-12T09:30:00+08:00（默认现在；无时区按北京时间）",
            en: "When, such as 2018-04-12T09:30:00+08:00 (default: now; without an offset Beijing time)."))
    var at: String?

    /// Who and when, checked.
    var signature: Signature {
        get throws {
            guard let at else { return try .now(by: by) }
            let moment = try Moment.written(at).moment
            // Before any survey: a misprint.
            guard moment.localDay.year >= 1980 else { throw MomentError.unlikely(text: at) }
            return try Signature(by, at: moment, recorded: .now)
        }
    }

    /// Refuses a decision that says no reason.
    func requireReason() throws {
        guard reason.isBlank else { return }
        throw ValidationError(text(zh: "请写明理由（--reason）", en: "say why (--reason)"))
    }
}

extension Signature {
    /// Who does something now, to the second.
    static func now(by person: String) throws -> Signature {
        try Signature(person, at: .now)
    }
}

extension Moment {
    /// The clock's time, to the second.
    static var now: Moment { Moment(secondsSince1970: Date().timeIntervalSince1970.rounded(.down)) }

    /// The civil day in China.
    var localDay: CalendarDate { day(offsetSeconds: Moment.beijingOffsetSeconds) }
}
