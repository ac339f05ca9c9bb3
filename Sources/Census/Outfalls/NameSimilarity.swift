/// How alike two names are, from 0 to 1: twice the shared pairs of neighbouring characters over all pairs
/// (Dice 1945, doi:10.2307/1932409).
///
/// The words that every outfall's name ends in are left out first, so that only what tells outfalls apart is
/// compared. Names of one character are alike only if they are equal.
///
/// - Parameters:
///   - a: A name.
///   - b: Another name.
///   - common: Endings to leave out.
/// - Returns: 1 for equal names, 0 for names that share no pair.
public func nameSimilarity(
    _ a: String, _ b: String, common: [String] = ["入河排污口", "入海排污口", "排污口", "排口"]
) -> Double {
    let left = distinctive(a, common)
    let right = distinctive(b, common)
    guard left != right else { return left.isEmpty ? 0 : 1 }
    var pairs: [String: Int] = [:]
    for (x, y) in zip(left, left.dropFirst()) { pairs["\(x)\(y)", default: 0] += 1 }
    var shared = 0
    for (x, y) in zip(right, right.dropFirst()) {
        let key = "\(x)\(y)"
        if let count = pairs[key], count > 0 {
            shared += 1
            pairs[key] = count - 1
        }
    }
    let total = max(left.count - 1, 0) + max(right.count - 1, 0)
    return total == 0 ? 0 : 2 * Double(shared) / Double(total)
}

private func distinctive(_ name: String, _ common: [String]) -> [Character] {
    let plain = halfWidth(name).lowercased().filter { !$0.isWhitespace }
    let ending = common.first { plain.hasSuffix($0) } ?? ""
    return Array(plain.dropLast(ending.count))
}
