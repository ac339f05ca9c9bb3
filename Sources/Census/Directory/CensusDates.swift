/// The days of the census that dates are compared with, as an office sets them.
public struct CensusDates: Hashable, Sendable {
    /// Nothing was reached before this day.
    public let began: CalendarDate

    /// The code of the row that says when the census began.
    static let beganCode = "began"
    /// Our default: the second national census ran from 2017 to 2019.
    static let usual = CalendarDate(uncheckedDayNumber: CalendarDate.day(fromYear: 2017, month: 1, day: 1))

    /// Reads rows of the reference data; a day that is missing or none keeps our default.
    public init(rows: [[String]]) {
        // Rows are checked when they are set; another program may have edited them since.
        let day = rows.last { $0[0] == Self.beganCode }.flatMap { try? CalendarDate(iso: $0[3]) }
        began = day ?? Self.usual
    }

    /// Our defaults as rows of the reference data: code, names, day.
    static var defaultRows: [[String]] {
        [
            [
                beganCode, "普查开始之日，此前不会有进度", "the day the census began, before which nothing was reached",
                "\(usual)",
            ]
        ]
    }

    /// What is wrong with rows besides blanks.
    static func faults(in rows: [[String]]) -> [ReferenceFault] {
        let missing =
            rows.contains { $0[0] == beganCode }
            ? [] : [ReferenceFault(row: 0, text: ReferenceFault.missing(beganCode))]
        return missing
            + rows.enumerated().compactMap { index, row in
                if row[0] != beganCode {
                    return ReferenceFault(
                        row: index + 1, text: ReferenceFault.notOne(of: [beganCode], row[0], "code"))
                }
                do throws(CalendarDateError) {
                    _ = try CalendarDate(iso: row[3])
                    return nil
                } catch {
                    return ReferenceFault(row: index + 1, text: error.text)
                }
            }
    }
}
