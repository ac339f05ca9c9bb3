internal import Census
internal import GeoModel
internal import GeoPackageStore

/// Judges every photo of a workspace against its metadata, its observation, the team's track and the other photos.
struct PhotoDesk {
    /// A photo with its review.
    struct Judged {
        let photo: StoredPhoto
        let review: ReviewedPhoto

        /// The photo in one line.
        var line: String {
            let verdict = PhotoVerdict(review.findings).text[.invoked]
            let reasons = review.findings.map { $0.text[.invoked] }.joined(separator: text(zh: "；", en: "; "))
            return "\(photo.metadata.fileName)  \(review.observation?.observation.id ?? "–")  \(verdict)"
                + (reasons.isEmpty ? "" : "  \(reasons)")
        }

        /// The photo for programs.
        var members: [JSONMember] {
            [
                JSONMember("file", .string(photo.metadata.fileName)),
                JSONMember("digest", .string(review.digest)),
                JSONMember("observation", .optional(review.observation?.observation.id)),
                JSONMember("case", .optional(review.observation?.caseID)),
                JSONMember("verdict", .string(PhotoVerdict(review.findings).rawValue)),
                JSONMember("findings", .array(review.findings.map { .string($0.text[.invoked]) })),
                JSONMember("clock_offset_s", .optional(review.clockOffset)),
                JSONMember("direction", .optional(review.view?.direction)),
            ]
        }
    }

    /// All photos judged, and what the tracks say of each team's clock.
    struct Result {
        let photos: [Judged]
        let offsets: [String: ClockOffset]

        /// The clocks for people.
        var offsetLines: [String] {
            let colon = text(zh: "：", en: ": ")
            return offsets.sorted { $0.key < $1.key }.map { "\($0.key)\(colon)\($0.value.text[.invoked])" }
        }

        /// Everything for programs.
        var json: JSONValue {
            .object([
                JSONMember("photos", .array(photos.map { .object($0.members) })),
                JSONMember(
                    "clocks",
                    .object(
                        offsets.sorted { $0.key < $1.key }.map { JSONMember($0.key, Self.value($0.value)) })),
            ])
        }

        private static func value(_ offset: ClockOffset) -> JSONValue {
            var seconds: Double?
            if case .solved(let found, _, _, _) = offset { seconds = found }
            return .object([
                JSONMember("seconds", .optional(seconds)),
                JSONMember("text", .string(offset.text[.invoked])),
            ])
        }
    }

    private let office: Workspace
    private let photos: [StoredPhoto]
    private let tracks: [String: TrackLog]
    private let survey: DateSpan?
    private let rules: PhotoReview
    private let alike: Int

    init(_ office: Workspace) throws {
        self.office = office
        photos = try office.photos()
        tracks = try office.tracks()
        let settings = try office.outfallRules()
        survey = Self.span(settings[.surveyFirst], settings[.surveyLast])
        let stated = OutfallRules(settings)
        var review = stated.photos
        review.datum = DatumTest { GCJ02.uniform.forward($0) }
        rules = review
        alike = min(stated.whole(.photoAlike), 63)
    }

    private static func span(_ first: String?, _ last: String?) -> DateSpan? {
        // Without both days there is no survey period to compare with.
        guard let first = first.flatMap({ try? CalendarDate(iso: $0) }),
            let last = last.flatMap({ try? CalendarDate(iso: $0) }), first <= last
        else { return nil }
        return DateSpan(from: first, through: last)
    }

    /// Judges every photo and writes verdicts and views into the workspace.
    func review() throws -> Result {
        let result = try judged()
        try office.store(result.photos.map(\.review))
        return result
    }

    /// Judges every photo.
    func judged() throws -> Result {
        let offsets = clockOffsets()
        let twins = PhotoTwins(
            among: photos.map {
                FiledPhoto(
                    digest: $0.metadata.digest, outfall: $0.observation?.caseID ?? $0.metadata.digest,
                    fingerprint: $0.fingerprint)
            }, most: alike)
        var lookalikes: [String: [(photo: String, bits: Int)]] = [:]
        let names = Dictionary(
            photos.map { ($0.metadata.digest, $0.metadata.fileName) },
            uniquingKeysWith: { first, _ in first })
        for pair in twins.lookalikes {
            lookalikes[pair.first, default: []].append((names[pair.second] ?? pair.second, pair.bits))
            lookalikes[pair.second, default: []].append((names[pair.first] ?? pair.first, pair.bits))
        }
        let claims = try claims()
        let judged = photos.map { photo in
            judge(
                photo, offsets, lookalikes[photo.metadata.digest] ?? [],
                claims[photo.metadata.digest] ?? [])
        }
        return Result(photos: judged, offsets: offsets)
    }

    /// The cases whose observations name a file, by its digest: it may have come under several names.
    private func claims() throws -> [String: Set<String>] {
        var claims: [String: Set<String>] = [:]
        for witness in try office.witnesses() {
            for name in witness.observation.evidence {
                claims[name.lowercased(), default: []].insert(witness.caseID)
            }
        }
        return try office.evidenceNames().mapValues { names in
            names.reduce(into: []) { $0.formUnion(claims[$1.lowercased()] ?? []) }
        }
    }

    private func judge(
        _ photo: StoredPhoto, _ offsets: [String: ClockOffset],
        _ lookalikes: [(photo: String, bits: Int)],
        _ claims: Set<String>
    ) -> Judged {
        var context = PhotoContext()
        context.typedPosition = photo.observation?.observation.position
        context.survey = survey
        context.lookalikes = lookalikes
        // The case of a list's entry is called by the entry's code.
        context.otherOutfalls = claims.filter { $0 != photo.observation?.caseID }
            .map { $0.hasPrefix("R:") ? String($0.dropFirst(2)) : $0 }.sorted()
        if let team = photo.observation?.observation.observer {
            context.track = tracks[team]
            if case .solved(let seconds, _, _, _)? = offsets[team] {
                context.clockOffsetSeconds = seconds
            }
        }
        return Judged(
            photo: photo,
            review: ReviewedPhoto(
                digest: photo.metadata.digest, fileName: photo.metadata.fileName,
                observation: photo.observation,
                clockOffset: context.clockOffsetSeconds,
                findings: rules.findings(for: photo.metadata, in: context),
                view: ViewCone(of: photo.metadata)))
    }

    /// The clock of each team that has a track; a photo without a position counts by what its row says.
    private func clockOffsets() -> [String: ClockOffset] {
        var offsets: [String: ClockOffset] = [:]
        let names = photos.reduce(into: [String: Int]()) { $0[$1.metadata.digest, default: 0] += 1 }
        for (team, track) in tracks where !team.isEmpty {
            // A file under several names was taken by one camera and says nothing of another's clock.
            let own = photos.filter {
                $0.observation?.observation.observer == team && names[$0.metadata.digest] == 1
            }
            let witnesses = own.compactMap { photo -> ClockWitness? in
                guard let time = rules.cameraTime(of: photo.metadata),
                    let position = PhotoPosition(of: photo.metadata).usable
                        ?? photo.observation?.observation.position
                else { return nil }
                return ClockWitness(time, position)
            }
            if !witnesses.isEmpty { offsets[team] = ClockOffsetSolver().solve(witnesses, along: track) }
        }
        return offsets
    }
}
