internal import GeoModel

/// What every map needs besides the map: scale, scale bar and north.
extension MapSheet {
    /// Draws the scale bar at the lower left and the arrow to the north at the upper right, and keeps labels away.
    mutating func addFurniture() {
        addScaleBar()
        let (x, y) = (view.width - 52, 26.0)
        labels.reserve(x: x - 30, y: 0, width: 82, height: 120)
        add(
            svg: """
                <g class="north"><path d="M\(x) \(y) l20 62 l-20 -15 l-20 15 z"/><text x="\(x)" y="\(y + 92)">N</text></g>
                """)
    }

    private mutating func addScaleBar() {
        let metres = Self.roundLength(atMost: view.metresPerUnit * 420)
        let length = metres / view.metresPerUnit
        let (left, top) = (34.0, view.height - 58)
        let half = SheetPath.tenth(length / 2)
        labels.reserve(x: 0, y: top - 44, width: max(length + 130, 420), height: 104)
        let words = metres >= 1000 ? "\(SheetPath.tenth(metres / 1000)) km" : "\(SheetPath.tenth(metres)) m"
        add(
            svg: """
                <g class="scale"><rect class="plate" x="\(left - 18)" y="\(top - 42)" \
                width="\(SheetPath.tenth(max(length + 120, 390)))" height="84"/>\
                <rect class="full" x="\(left)" y="\(top + 14)" width="\(half)" height="9"/>\
                <rect class="open" x="\(SheetPath.tenth(left + length / 2))" y="\(top + 14)" width="\(half)" height="9"/>\
                <text x="\(left)" y="\(top + 2)">1 : \(grouped(view.scale))</text>\
                <text x="\(SheetPath.tenth(left + length + 12))" y="\(top + 25)">\(words)</text></g>
                """)
    }

    /// 1, 2 or 5 times a power of ten.
    private static func roundLength(atMost limit: Double) -> Double {
        var ten = 1.0
        while ten * 10 <= limit { ten *= 10 }
        return [5, 2, 1].map { $0 * ten }.first { $0 <= limit } ?? ten
    }
}

/// A whole number with thin spaces between thousands.
func grouped(_ number: Int) -> String {
    var text = String(abs(number))
    var parts: [String] = []
    while text.count > 3 {
        parts.insert(String(text.suffix(3)), at: 0)
        text.removeLast(3)
    }
    return (number < 0 ? "-" : "") + ([text] + parts).joined(separator: "\u{2009}")
}
