internal import Census
internal import GeoModel
internal import Interchange

extension ImportSummary {
    /// The summary for people.
    func table(_ refusedFile: String?) -> String {
        var lines = [
            text(zh: "读取", en: "read") + "  \(read)",
            text(zh: "接受", en: "accepted") + "  \(accepted)"
                + text(
                    zh: "（新增 \(inserted)，更新 \(updated)，未变 \(unchanged)）",
                    en: " (new \(inserted), changed \(updated), as before \(unchanged))"),
            text(zh: "拒收", en: "refused") + "  \(refused)" + (refusedFile.map { "  → \($0)" } ?? ""),
        ]
        if withoutPosition > 0 {
            lines.append(text(zh: "无可用坐标", en: "without a usable position") + "  \(withoutPosition)")
        }
        for (word, count) in doubts.sorted(by: { $0.key < $1.key }) {
            lines.append(
                text(zh: "存疑：", en: "doubtful: ") + "\(NoteWording.text(of: word)[.invoked])  \(count)")
        }
        if droppedOrdinates > 0 {
            lines.append(text(zh: "丢弃的高程或测量值", en: "heights or measures dropped") + "  \(droppedOrdinates)")
        }
        lines.append(
            text(zh: "字段对应：", en: "columns used: ")
                + mapping.map { "\($0.field)=\($0.column)" }.joined(separator: ", "))
        if !otherColumns.isEmpty {
            lines.append(text(zh: "原样保留的列：", en: "kept as they are: ") + otherColumns.joined(separator: ", "))
        }
        if !shapeFaults.isEmpty {
            lines.append(text(zh: "图形有误（已接受）", en: "faulty shapes (accepted)") + "  \(shapeFaults.count)")
            lines += shapeFaults.prefix(5).map { "  " + $0.line(in: .invoked) }
            if shapeFaults.count > 5 { lines.append("  …") }
        }
        for refusal in refusals.prefix(5) { lines.append("  " + refusal.line(in: .invoked)) }
        if refusals.count > 5 { lines.append("  …") }
        return lines.joined(separator: "\n")
    }

    /// The summary for programs.
    func json(refusedFile: String?) -> String {
        func count(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }
        let value = JSONValue.object([
            JSONMember("read", count(read)), JSONMember("accepted", count(accepted)),
            JSONMember("refused", count(refused)), JSONMember("inserted", count(inserted)),
            JSONMember("updated", count(updated)), JSONMember("unchanged", count(unchanged)),
            JSONMember("without_position", count(withoutPosition)),
            JSONMember(
                "doubts",
                .object(doubts.sorted { $0.key < $1.key }.map { JSONMember($0.key, count($0.value)) })),
            JSONMember("dropped_ordinates", count(droppedOrdinates)),
            JSONMember("invalid_geometries", .array(shapeFaults.map(\.json))),
            JSONMember("mapping", .object(mapping.map { JSONMember($0.field, .string($0.column)) })),
            JSONMember("other_columns", .array(otherColumns.map(JSONValue.string))),
            JSONMember("refused_file", refusedFile.map(JSONValue.string) ?? .null),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }
}

extension ShapeFault {
    /// The fault in one line.
    func line(in language: Language) -> String {
        let place = location.map { "\($0.x) \($0.y)" } ?? "?"
        return switch language {
        case .chinese: "第 \(row) 行（\(code)）：\(kind.text.chinese)，位于 \(place)"
        case .english: "row \(row) (\(code)): \(kind.text.english), at \(place)"
        }
    }

    /// The fault for programs.
    fileprivate var json: JSONValue {
        func ordinate(_ value: Double?) -> JSONValue {
            value.flatMap(JSONNumber.init).map(JSONValue.number) ?? .null
        }
        return .object([
            JSONMember("row", .number(JSONNumber(row))), JSONMember("code", .string(code)),
            JSONMember("reason", .string(kind.rawValue)), JSONMember("x", ordinate(location?.x)),
            JSONMember("y", ordinate(location?.y)),
        ])
    }
}
