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
            guard let factor = Double(number), factor >= 0, factor <= greatest, !field.isEmpty else {
                return nil
            }
            return Term(field: String(field), factor: factor)
        default: return nil
        }
    }

    /// The formula as it can be read again; empty when each unit counts one.
    var text: String {
        terms.map { $0.factor == 1 ? $0.field : "\($0.factor)*\($0.field)" }.joined(separator: "+")
    }

    /// The sum for a row, and the values that are no number; such a value counts nothing.
    func workload(_ values: some Collection<String?>) -> (sum: Double, bad: [(field: String, value: String)])
    {
        var sum = 0.0
        var bad: [(field: String, value: String)] = []
        for (term, value) in zip(terms, values) {
            if let number = Double(value ?? ""), number >= 0,
                (term.factor * number).magnitude <= Self.greatest
            {
                sum += term.factor * number
            } else {
                bad.append((term.field, value ?? ""))
            }
        }
        return (sum, bad)
    }

    /// More than any workload; greater numbers are slips of the pen, and sums of them would not be exact.
    static let greatest = 1e12
}

/// A cell of a workload's field that counts nothing.
struct BadWorkload: Hashable {
    /// The row, from 1.
    let row: Int
    /// The block.
    let code: String
    /// The field.
    let field: String
    /// What stands there.
    let value: String

    /// What is wrong with it.
    var reason: LocalizedText {
        guard let number = Double(value) else {
            return value.isEmpty
                ? LocalizedText(zh: "是空的", en: "is empty") : LocalizedText(zh: "不是数字", en: "is no number")
        }
        if number < 0 { return LocalizedText(zh: "是负数", en: "is negative") }
        return number.isFinite
            ? LocalizedText(zh: "太大", en: "is too large") : LocalizedText(zh: "不是数字", en: "is no number")
    }

    var text: LocalizedText {
        LocalizedText(
            zh: "第 \(row) 行（\(code)）的 \(field)“\(value)”\(reason.chinese)，按 0 计",
            en: "row \(row) (\(code)): \(field) “\(value)” \(reason.english) and counts as 0")
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
