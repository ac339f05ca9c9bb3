internal import GeoModel

extension CensusPerson {
    /// What the list says now that it did not say before.
    ///
    /// - Parameter old: The person as the list had them; `nil` for one who is new to it.
    /// - Returns: Each column that changed with its values, such as `phone: 138 → 139`; empty when nothing changed.
    public func changes(since old: CensusPerson?) -> String {
        let before = old?.columns ?? columns.map { ($0.name, "") }
        return zip(before, columns).compactMap { old, new in
            guard old.value != new.value else { return nil }
            return old.value.isEmpty
                ? "\(new.name): \(new.value)" : "\(new.name): \(old.value) → \(new.value)"
        }.joined(separator: "; ")
    }

    /// The columns of the table of people, in its order.
    private var columns: [(name: String, value: String)] {
        [
            ("name", name), ("role", role.rawValue), ("team", team),
            ("third_party", isThirdParty ? "yes" : ""), ("phone", phone), ("division", division),
            ("capacity", capacity.map { "\($0)" } ?? ""),
            ("place", home.map { "\($0.x) \($0.y)" } ?? ""),
        ]
    }

    /// Tells of the person's coming onto the list or of what changed there.
    ///
    /// - Parameters:
    ///   - old: The person as the list had them.
    ///   - attribution: Who changed it, why and when.
    /// - Returns: The event; `nil` when nothing changed.
    public func event(since old: CensusPerson?, by attribution: Attribution) -> StaffingEvent? {
        guard old != self else { return nil }
        return StaffingEvent(
            old == nil ? .registered : .changed, person: code, subject: changes(since: old),
            actor: attribution.actor, reason: attribution.reason, time: attribution.time)
    }
}
