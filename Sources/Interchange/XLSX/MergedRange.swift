/// A merged range of cells, counted from row 1 and column 0.
struct MergedRange: Hashable {
    let text: String
    let rows: ClosedRange<Int>
    let columns: ClosedRange<Int>

    /// Reads a reference as `B2:C5`; `nil` when it is none.
    init?(_ text: String) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let first = CellPlace(parts[0]), let last = CellPlace(parts[1]),
            first.row <= last.row, first.column <= last.column
        else { return nil }
        self.text = text
        rows = first.row...last.row
        columns = first.column...last.column
    }
}

/// A cell's place as `B7` tells it.
struct CellPlace: Hashable {
    /// Counted from 1.
    let row: Int
    /// Counted from 0.
    let column: Int

    init?(_ text: some StringProtocol) {
        var column = 0
        var row = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0:
                column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"): row = row * 10 + Int(byte - UInt8(ascii: "0"))
            default: return nil
            }
            guard column <= 16_384, row <= 1_048_576 else { return nil }
        }
        guard column > 0, row > 0 else { return nil }
        self.row = row
        self.column = column - 1
    }
}
