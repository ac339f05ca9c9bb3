internal import Census
internal import Foundation
internal import GeoPackageStore

/// Takes rows of a list into a log of units: all of them, or none and every reason.
struct UnitLogIntake {
    /// The list, for messages.
    let path: String
    /// Who enters it.
    let actor: String

    /// Why a row's values cannot be entered.
    enum Fault: Error {
        /// No such code in the reference data.
        case noSuch(String, [String])
        /// Not a date.
        case noDate(CalendarDateError)
        /// A date before the census began.
        case beforeCensus(CalendarDate, began: CalendarDate)
        /// A date that has not come yet.
        case toCome(String)
        /// A date in a half month before the one recorded.
        case rewrites(String, recorded: String)

        var text: LocalizedText {
            switch self {
            case .noSuch(let code, let known):
                ReferenceWording.noSuch(code, known)
            case .noDate(let error): error.text
            case .beforeCensus(let date, let began):
                LocalizedText(
                    zh: "\(date) 早于普查开始之日 \(began)；开始之日见 directory reference census-dates，可以修改",
                    en:
                        "\(date) is before the census began, \(began); that day stands in directory reference census-dates and can be changed"
                )
            case .toCome(let date):
                LocalizedText(zh: "\(date) 还没有到", en: "\(date) has not come yet")
            case .rewrites(let date, let recorded):
                LocalizedText(
                    zh: "\(date) 早于已录入的 \(recorded)，会改写以前半月的进度；确要更正，用 --correct 写明理由",
                    en:
                        "\(date) is before the recorded \(recorded) and would rewrite an earlier half month; correct it with --correct and the reason"
                )
            }
        }
    }

    /// Enters rows.
    ///
    /// - Parameters:
    ///   - rows: For each the unit, the log's fields and the reason.
    ///   - log: The log.
    ///   - office: The workspace.
    ///   - read: Gives the fields of a row as they are entered, or what is wrong with its unit and fields.
    /// - Returns: How many entries were made.
    /// - Throws: `DirectoryFileError.badRows`, with every row that cannot be entered.
    func append(
        _ rows: [ListFile.Row], to log: UnitLog, of office: Workspace,
        _ read: (_ unit: String, _ fields: [String]) throws(Fault) -> [String]
    ) throws -> Int {
        var bad: [(row: Int, text: LocalizedText)] = []
        let time = Date().formatted(.iso8601)
        let entries = rows.map { row in
            var fields = Array(row.values[1..<1 + log.fields.count])
            let reason = row.values.last ?? ""
            do throws(Fault) {
                fields = try read(row.values[0], fields)
            } catch {
                bad.append((row.number, error.text))
            }
            if reason.isBlank { bad.append((row.number, ChangeGap.noReason.text)) }
            return UnitLogEntry(unit: row.values[0], values: fields, reason: reason, actor: actor, time: time)
        }
        if actor.isBlank { bad.append((0, ChangeGap.noActor.text)) }
        guard bad.isEmpty else { throw DirectoryFileError.badRows(path: path, bad) }
        do {
            try office.append(entries, to: log)
        } catch let error as UnknownUnits {
            throw DirectoryFileError.badRows(
                path: path,
                error.entries.map { (rows[$0.place].number, ReferenceWording.noUnit($0.unit)) })
        }
        return entries.count
    }
}

/// How a name that nothing bears is worded.
enum ReferenceWording {
    static func noSuch(_ code: String, _ known: [String]) -> LocalizedText {
        let list = known.joined(separator: ", ")
        return LocalizedText(zh: "没有“\(code)”；可用：\(list)", en: "there is no “\(code)”; known: \(list)")
    }

    static func noUnit(_ key: String) -> LocalizedText {
        LocalizedText(zh: "工作区中没有单位 \(key)", en: "the workspace has no unit \(key)")
    }
}
