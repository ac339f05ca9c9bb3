internal import Census
internal import GeoModel
internal import Interchange

/// The two columns of a table that hold a point's coordinates.
struct CoordinatePair {
    /// The column of longitude or easting.
    let x: Int
    /// The column of latitude or northing.
    let y: Int

    /// Finds the columns: those the user named, otherwise those that are called longitude and latitude, or easting
    /// and northing.
    ///
    /// - Throws: `CSVColumnError` when a named column is missing; gives `nil` when none was named and none is found.
    init?(_ options: PointOptions, columns: [String]) throws {
        if let xName = options.x, let yName = options.y {
            let header = CSVHeader(names: columns)
            x = try header.column(named: xName)
            y = try header.column(named: yName)
            return
        }
        do throws(ColumnDeclarationError) {
            switch try CoordinateColumnNames.usual.columns(in: columns) {
            case .geographic(.text(let east), .text(let north)), .projected(let east, let north):
                guard let x = columns.firstIndex(of: east), let y = columns.firstIndex(of: north) else {
                    return nil
                }
                self.x = x
                self.y = y
            case .geographic, .combined: return nil
            }
        } catch {
            if case .notFound = error { return nil }
            throw ImportMappingError.coordinates(error)
        }
    }

    /// The position that two texts give: decimal numbers, or degrees, minutes and seconds; NaN when either is neither.
    func position(_ xText: String?, _ yText: String?) -> Position {
        Position(number(xText, .longitude), number(yText, .latitude))
    }

    private func number(_ text: String?, _ axis: CoordinateAxis) -> Double {
        guard let text else { return .nan }
        if let number = Double(text) { return number }
        do throws(AngleRefusal) {
            return try AngleText(text, axis: axis).degrees
        } catch {
            // An unreadable coordinate makes its row unlocatable, which is counted and shown.
            return .nan
        }
    }
}
