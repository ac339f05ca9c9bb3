public import Census

/// A photo with its verdict, as a page shows it.
public struct JudgedPhoto: Hashable, Sendable {
    /// The file's digest.
    public let digest: String
    /// The file's name.
    public let fileName: String
    /// The observation that it belongs to.
    public let observation: String?
    /// The case that the observation belongs to now.
    public let caseID: String?
    /// What it is worth.
    public let verdict: PhotoVerdict
    /// Why, one finding a line.
    public let findings: LocalizedText
    /// What it looked at; `nil` when it has no position or direction.
    public let view: ViewCone?

    /// Takes up a review.
    public init(_ review: ReviewedPhoto) {
        (digest, view) = (review.digest, review.view)
        fileName = review.fileName
        observation = review.observation?.observation.id
        caseID = review.observation?.caseID
        verdict = PhotoVerdict(review.findings)
        func lines(_ language: Language) -> String {
            review.findings.map { $0.text[language] }.joined(separator: "\n")
        }
        findings = LocalizedText(zh: lines(.chinese), en: lines(.english))
    }
}
