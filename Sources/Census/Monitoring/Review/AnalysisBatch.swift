/// What a laboratory analysed together: its batch, or where it names none what it analysed of one season.
public struct AnalysisBatch: Hashable, Sendable {
    private let laboratory: String
    private let batch: String?
    private let occasion: SeasonOccasion?

    /// The batch that a sample belongs to.
    public init(of sample: SampleEntry) {
        laboratory = sample.laboratory
        batch = sample.batch
        occasion = sample.batch == nil ? sample.occasion : nil
    }

    /// How people call it.
    var name: LocalizedText {
        batch.map { LocalizedText(zh: "批次 \($0)", en: "batch \($0)") } ?? occasion?.text
            ?? LocalizedText(zh: "", en: "")
    }
}
