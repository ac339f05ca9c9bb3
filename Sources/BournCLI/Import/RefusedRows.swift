internal import Census
internal import Foundation
internal import Interchange

/// A row that was not taken in, whatever it was to become.
protocol RefusedRow {
    /// The row's number among the data rows, from 1.
    var row: Int { get }
    /// The line on which it starts, where the source is text.
    var line: Int? { get }
    /// The column at fault, where it is one.
    var field: String? { get }
    /// The value at fault, as given.
    var value: String? { get }
    /// Why.
    var explanation: LocalizedText { get }
}

extension RowRefusal: RefusedRow {
    var explanation: LocalizedText { reason.text }
}

extension RefusedObservation: RefusedRow {
    var explanation: LocalizedText { reason.text }
}

extension RefusedRow {
    /// The refusal in one line.
    func line(in language: Language) -> String {
        let what = [field, value.map { "“\($0)”" }].compactMap(\.self).joined(separator: " = ")
        let (place, comma, colon) =
            language == .chinese ? ("第 \(row) 行", "，", "：") : ("row \(row)", ", ", ": ")
        return "\(place)\(what.isEmpty ? "" : comma + what)\(colon)\(explanation[language])"
    }
}

/// The file that says which rows were not taken in.
enum RefusedRows {
    /// Where the refused rows of an import go that names no file: a list of an earlier import is never written over.
    ///
    /// - Parameters:
    ///   - workspace: The workspace, beside which the file stands.
    ///   - kind: What was imported.
    /// - Returns: `WORKSPACE.KIND.refused.csv`, or while there is one, that with the next number before its ending.
    static func freePath(beside workspace: String, _ kind: String) -> String {
        let start = "\(workspace).\(kind).refused"
        var (path, number) = ("\(start).csv", 1)
        while FileManager.default.fileExists(atPath: path) {
            number += 1
            path = "\(start).\(number).csv"
        }
        return path
    }

    /// Writes every row to a CSV: row, line, field, value and reason.
    static func write(_ refusals: [some RefusedRow], to path: String) throws {
        var writer = try CSVWriter(path: path, options: CSVWriter.Options(hasByteOrderMark: true))
        try writer.writeRow([
            text(zh: "行号", en: "row"), text(zh: "文本行", en: "line"), text(zh: "字段", en: "field"),
            text(zh: "原值", en: "value"), text(zh: "原因", en: "reason"),
        ])
        for refusal in refusals {
            try writer.writeRow([
                "\(refusal.row)", refusal.line.map { "\($0)" } ?? "", refusal.field ?? "",
                refusal.value ?? "",
                refusal.explanation[.invoked],
            ])
        }
        try writer.finish()
    }
}
