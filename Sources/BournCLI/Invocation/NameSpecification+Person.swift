internal import ArgumentParser

extension NameSpecification {
    /// The option that says who does something: one name in every command, and a second that offices may have in their scripts.
    static let person: NameSpecification = [.customLong("by"), .customLong("actor")]
}
