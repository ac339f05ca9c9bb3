internal import Census

/// A workload as a sum of fields, each with a factor: `units`, `units+0.5*residents`.
struct WorkloadFormula: Hashable {
    /// A field and what it counts.
    struct Term: Hashable {
        /// The field.
        let field: String
        /// How much one of it weighs.
        let factor: Double
    }

    /// The terms of the sum.
    let terms: [Term]

    /// Reads formulas, such as `units` and `2*residents`, and adds them up.
    ///
    /// Fails when a factor is no number or negative, or a field is missing.
    init?(_ texts: [String]) {
        var terms: [Term] = []
        for text in texts {
            for part in text.split(separator: "+", omittingEmptySubsequences: false) {
                guard let term = Self.term(part.trimmingSpaces) else { return nil }
                terms.append(term)
            }
        }
        self.terms = terms
    }

    /// No field: each unit counts one.
    static let units = WorkloadFormula(terms: [])

    private init(terms: [Term]) { self.terms = terms }

    private static func term(_ text: Substring) -> Term? {
        let sides = text.split(separator: "*", omittingEmptySubsequences: false).map(\.trimmingSpaces)
        switch sides.count {
        case 1 where !sides[0].isEmpty: return Term(field: String(sides[0]), factor: 1)
        case 2:
            let (number, field) = Double(sides[0]) == nil ? (sides[1], sides[0]) : (sides[0], sides[1])
            guard let factor = Double(number), factor >= 0, factor.isFinite, !field.isEmpty else {
                return nil
            }
            return Term(field: String(field), factor: factor)
        default: return nil
        }
    }

    /// The sum for a row, and the first value that is no number; such a value counts nothing.
    func workload(_ values: some Collection<String?>) -> (sum: Double, bad: String?) {
        var sum = 0.0
        var bad: String?
        for (term, value) in zip(terms, values) {
            if let number = Double(value ?? ""), number.isFinite, number >= 0 {
                sum += term.factor * number
            } else if bad == nil {
                bad = value ?? ""
            }
        }
        return (sum, bad)
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}
