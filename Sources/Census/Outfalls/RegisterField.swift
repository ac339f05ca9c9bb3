/// A field of the register that a person may correct, by the name of its column.
public enum RegisterField: String, CaseIterable, Sendable {
    case position, name, category, type, scale, address
    case dischargeMode = "discharge_mode"
    case dischargeOther = "discharge_other"
    case operatorName = "operator"
    case waterName = "water_name"
    case waterCode = "water_code"
    case division = "division_code"
    case classHJ1312 = "class_hj1312"
    case declaredSide = "declared_side"
    case cubicMetresPerDay = "flow_m3_d"
    case cubicMetresPerYear = "flow_m3_a"

    /// The column holds a number.
    public var isNumber: Bool { self == .cubicMetresPerDay || self == .cubicMetresPerYear }

    /// The doubt that a list's unreadable value of the field leaves.
    public var doubt: String? {
        switch self {
        case .category: "unknown-category"
        case .type: "unknown-type"
        case .scale: "unknown-scale"
        case .dischargeMode: "unknown-discharge-mode"
        case .dischargeOther: "discharge-mode"
        case .cubicMetresPerDay, .cubicMetresPerYear: "flow-not-a-number"
        default: nil
        }
    }

    /// What the field may hold, for people who wrote something else.
    public var allowed: LocalizedText {
        switch self {
        case .position: LocalizedText(zh: "“经度,纬度”两个数", en: "two numbers, as longitude,latitude")
        case .name: LocalizedText(zh: "不能为空的名称", en: "a name")
        case .category: LocalizedText(zh: "1 入河排污口或 2 入海排污口", en: "1 (river) or 2 (sea)")
        case .type:
            LocalizedText(zh: "1 工业废水、2 生活污水或 3 混合污废水", en: "1 (industrial), 2 (domestic) or 3 (mixed)")
        case .scale: LocalizedText(zh: "表中规模的编号或名称", en: "the number or words of a scale of the form")
        case .dischargeMode:
            LocalizedText(
                zh: "1 明渠、2 暗管、3 泵站、4 涵闸、5 其他（另写 discharge_other）",
                en: "1 (channel), 2 (pipe), 3 (pump), 4 (gate) or 5 (other; say discharge_other too)")
        case .division: LocalizedText(zh: "6、9 或 12 位区划代码", en: "a division's code of 6, 9 or 12 digits")
        case .classHJ1312: LocalizedText(zh: "HJ 1312 类别编号", en: "an identifier of the classes of HJ 1312")
        case .declaredSide: LocalizedText(zh: "左岸或右岸", en: "left or right")
        case .cubicMetresPerDay, .cubicMetresPerYear: LocalizedText(zh: "非负数", en: "a number of 0 or more")
        case .address, .dischargeOther, .operatorName, .waterName, .waterCode:
            LocalizedText(zh: "任何文字", en: "any words")
        }
    }

    /// A value as the register keeps it; `nil` for a blank, which says that nothing is known.
    ///
    /// - Throws: `RegisterFieldError` for what the field cannot hold.
    public func stored(_ text: String) throws(RegisterFieldError) -> String? {
        let plain = trimmed(text)
        guard !plain.isEmpty else {
            guard self != .name, self != .position else { throw .unfit(self, text) }
            return nil
        }
        guard let value = read(plain) else { throw .unfit(self, text) }
        return value
    }

    private func read(_ plain: String) -> String? {
        switch self {
        case .position: return Self.pair(plain)
        case .category: return OutfallCategory(formText: plain).map { "\($0.rawValue)|\($0.text[.chinese])" }
        case .type: return OutfallKind2018(formText: plain)?.formText
        case .scale: return OutfallScale(formText: plain)?.formText
        case .dischargeMode:
            // The words of "other" are a field of their own; here any stand for them.
            return (try? DischargeMode.reading(formText: plain, otherText: "?"))?.formText
        case .division:
            return [6, 9, 12].contains(plain.utf8.count) && isDigits(plain) ? plain : nil
        case .classHJ1312: return OutfallClass.hj1312.contains { $0.id == plain } ? plain : nil
        case .declaredSide: return BankSide(formText: plain)?.rawValue
        case .cubicMetresPerDay, .cubicMetresPerYear:
            return Double(halfWidth(plain)).flatMap { $0.isFinite && $0 >= 0 ? "\($0)" : nil }
        case .name, .address, .dischargeOther, .operatorName, .waterName, .waterCode: return plain
        }
    }

    private static func pair(_ plain: String) -> String? {
        let numbers = halfWidth(plain).split { $0 == "," || $0 == " " || $0 == "，" }.map { Double($0) }
        guard numbers.count == 2, let x = numbers[0], let y = numbers[1], x.isFinite, y.isFinite else {
            return nil
        }
        return "\(x) \(y)"
    }
}

/// Why a field of the register is not corrected.
public enum RegisterFieldError: Error, Hashable, Sendable {
    /// The field cannot hold the value.
    case unfit(RegisterField, String)
    /// A correction needs a reason.
    case noReason
    /// The field says so already.
    case same(RegisterField, String?)
    /// There is no correction of this number.
    case noCorrection(String)
    /// The field was changed again since, so that taking back the earlier correction would undo that.
    case changedSince(RegisterField, now: String?)

    /// The reason in both languages.
    public var text: LocalizedText {
        switch self {
        case .unfit(let field, let value):
            LocalizedText(
                zh: "\(field.rawValue) 不能是“\(value)”；应为\(field.allowed[.chinese])",
                en: "\(field.rawValue) cannot be “\(value)”; it takes \(field.allowed[.english])")
        case .noReason: LocalizedText(zh: "更正须写明理由（--reason）", en: "a correction needs its reason (--reason)")
        case .same(let field, let value):
            LocalizedText(
                zh: "\(field.rawValue) 已是“\(value ?? "")”，无须更正",
                en: "\(field.rawValue) is “\(value ?? "")” already")
        case .noCorrection(let id):
            LocalizedText(
                zh: "没有更正 \(id)；用 bourn outfall show 查看", en: "there is no correction \(id): see bourn outfall show")
        case .changedSince(let field, let now):
            LocalizedText(
                zh: "\(field.rawValue) 此后又改为“\(now ?? "")”；先撤销后一次，或直接更正",
                en: "\(field.rawValue) has been changed to “\(now ?? "")” since: take that back first, or correct it"
            )
        }
    }
}
