extension Moment {
    /// A moment as forms and spreadsheets write it, and how exactly it was written.
    public struct Written: Hashable, Sendable {
        /// The moment.
        public let moment: Moment
        /// The text has a time of day; without one the moment is the beginning of its day.
        public let hasTime: Bool
    }

    /// The forms that are read, for people who typed another.
    public static let writtenForms = LocalizedText(
        zh:
            "可写为 2018-03-13 09:27:41、2018/3/13 9:27、2018年3月13日 9时27分、20180313、2018-03-13T09:27:41+08:00，或 Excel 日期序号",
        en:
            "write 2018-03-13 09:27:41, 2018/3/13 9:27, 2018年3月13日 9时27分, 20180313, 2018-03-13T09:27:41+08:00 or a spreadsheet's serial number"
    )

    /// Reads every form that laboratories' files may have, and ISO 8601 with an offset.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - offsetSeconds: The offset from UTC of a text that states none.
    /// - Returns: The moment, and whether the text has a time of day.
    /// - Throws: `MomentError.unknownForm`, which names the forms that are read.
    public static func written(
        _ text: String, assumingOffset offsetSeconds: Int = Moment.beijingOffsetSeconds
    ) throws(MomentError) -> Written {
        let plain = halfWidth(text)
        do throws(MomentError) {
            return Written(moment: try Moment(plain, assumingOffset: offsetSeconds), hasTime: true)
        } catch {
            // Perhaps as a form writes it.
        }
        do throws(CalendarDateError) {
            let time = try SamplingTime(plain)
            return Written(
                moment: Moment(
                    day: time.day, secondsOfDay: Double((time.minute ?? 0) * 60) + seconds(in: plain),
                    offsetSeconds: offsetSeconds), hasTime: time.minute != nil)
        } catch {
            throw .unknownForm(text: text)
        }
    }

    /// The seconds of a text of six numbers; a form's time has minutes only.
    private static func seconds(in text: String) -> Double {
        let numbers = text.split { !("0"..."9").contains($0) }
        guard numbers.count == 6, let seconds = Double(numbers[5]), seconds < 60 else { return 0 }
        return seconds
    }
}
