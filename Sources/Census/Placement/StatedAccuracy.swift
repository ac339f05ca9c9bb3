public import GeoModel

/// The accuracy that a device or a surveyor wrote beside a coordinate.
public enum StatedAccuracy {
    /// What files call the column, in lower case and without blanks.
    public static let columns = [
        "定位精度", "定位精度（米）", "定位精度(米)", "定位误差", "定位误差（米）", "定位误差(米)", "精度（米）", "精度(米)",
        "accuracy", "accuracy_m", "accuracy(m)",
    ]

    /// Reads a cell: a number of metres, with or without `±` and `m` or `米`.
    ///
    /// - Parameter text: The cell, in characters of either width.
    /// - Returns: The metres; `nil` for zero, which devices write for "unknown", and for anything but a number.
    public static func metres(_ text: String) -> Metres? {
        var plain = halfWidth(text).lowercased()
        if plain.hasPrefix("±") { plain.removeFirst() }
        for unit in ["米", "m"] where plain.hasSuffix(unit) {
            plain.removeLast()
            break
        }
        guard let number = Double(plain.filter { !$0.isWhitespace }), number.isFinite, number > 0 else {
            return nil
        }
        return Metres(number)
    }
}
