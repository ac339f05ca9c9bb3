internal import GeoModel

/// What a file of observations says of one, before it is stored.
public struct ObservationRecord: Hashable, Sendable {
    /// The row's number in its source, from 1.
    public let row: Int
    /// The line on which the row starts, where the source is text.
    public let line: Int?
    /// The observation.
    public let observation: OutfallObservation
    /// The observation that it says it went to look at.
    public let suspect: String?
    /// What it wrote for that, before the batch's prefix was put to it.
    public var writtenSuspect: String?
    /// What a team found there.
    public let finding: FieldFinding?
    /// What the observer wrote.
    public let note: String
    /// The coordinates as given, and their reference.
    public let coordinate: CoordinateRecord?
    /// The source's other columns as a JSON object.
    public let otherFields: String?
    /// What is doubtful about the row, as stable words of `NoteWording`.
    public let doubts: [String]

    /// Makes a record.
    public init(
        row: Int, line: Int?, observation: OutfallObservation, suspect: String?, finding: FieldFinding?,
        note: String, coordinate: CoordinateRecord?, otherFields: String?, doubts: [String] = []
    ) {
        self.doubts = doubts
        self.row = row
        self.line = line
        self.observation = observation
        self.suspect = suspect
        self.finding = finding
        self.note = note
        self.coordinate = coordinate
        self.otherFields = otherFields
    }
}

/// Why a row of observations is refused.
public enum ObservationRefusal: Error, Hashable, Sendable {
    /// The row is damaged as a whole.
    case row(RefusalReason)
    /// A column that every row needs is blank.
    case blank
    /// The time cannot be read.
    case time(MomentError)
    /// The position cannot be read or used; the word says why.
    case position(String)
    /// The time has not come yet.
    case future(day: CalendarDate)
    /// Neither yes nor no nor unreachable.
    case unknownFinding
    /// Not a number.
    case notANumber
    /// The workspace has another observation of this identifier, with other values.
    case identifierTaken
    /// An earlier row of the source has the same identifier.
    case repeated(firstRow: Int)
    /// The identifier is a code of the register, so that commands could not tell the two apart.
    case identifierIsCode

    /// The reason in both languages.
    public var text: LocalizedText {
        switch self {
        case .row(let reason): reason.text
        case .blank: LocalizedText(zh: "必填，但为空", en: "it is required but blank")
        case .time(let error): error.text
        case .position(let word):
            LocalizedText(
                zh: "没有可用坐标（\(NoteWording.text(of: word)[.chinese])）",
                en: "no usable position (\(NoteWording.text(of: word)[.english]))")
        case .future(let day):
            LocalizedText(zh: "时间尚未到来（今天是 \(day)）", en: "the time is still to come (today is \(day))")
        case .unknownFinding:
            LocalizedText(zh: "核实结果应为“是”“否”或“无法到达”", en: "the finding must be yes, no or unreachable")
        case .notANumber: LocalizedText(zh: "不是数字", en: "not a number")
        case .identifierTaken:
            LocalizedText(
                zh: "工作区已有同编号但内容不同的观测；用 --prefix 为这一批加前缀",
                en: "the workspace has another observation of this identifier; give this batch a --prefix")
        case .identifierIsCode:
            LocalizedText(
                zh: "观测编号与名录中的排污口编码相同；用 --prefix 为这一批加前缀",
                en: "the identifier is a code of the register; give this batch a --prefix")
        case .repeated(let first):
            LocalizedText(zh: "与第 \(first) 行编号相同", en: "row \(first) has the same identifier")
        }
    }
}

/// A refused row of observations: where, and why.
public struct RefusedObservation: Error, Hashable, Sendable {
    /// The row's number among the data rows, from 1.
    public let row: Int
    /// The line on which it starts, where the source is text.
    public let line: Int?
    /// The column at fault.
    public let field: String?
    /// The value at fault.
    public let value: String?
    /// Why.
    public let reason: ObservationRefusal

    /// Makes a refusal.
    public init(row: Int, line: Int?, field: String?, value: String?, reason: ObservationRefusal) {
        self.row = row
        self.line = line
        self.field = field
        self.value = value
        self.reason = reason
    }
}

/// A field of an observation, with the names by which files call its column.
public enum ObservationField: String, CaseIterable, Sendable {
    /// The identifier.
    case id
    /// When it was seen.
    case time
    /// Who saw it.
    case observer
    /// What it was called.
    case name
    /// The observation that a team went to look at.
    case suspect
    /// What the team found.
    case finding
    /// Names of photos and other files, with `;`, `,` or `、` between several.
    case evidence
    /// The standard error of the position in metres.
    case accuracy
    /// The bank.
    case side
    /// Anything else in words.
    case note

    /// Names in files, the field's own included.
    public var names: [String] {
        let others: [String] =
            switch self {
            case .id: ["观测编号", "记录编号", "编号", "序号"]
            case .time: ["影像时间", "时间", "观测时间", "记录时间"]
            case .observer: ["解译员", "组别", "观测人", "记录人", "专家", "team"]
            case .name: ["名称", "排污口名称"]
            case .suspect: ["关联疑似点", "疑似点编号"]
            case .finding: ["核实结果", "结论"]
            case .evidence: ["影像文件", "照片", "附件", "photo", "photos"]
            case .accuracy: ["定位精度", "精度", "accuracy_m"]
            case .side: ["岸别", "bank"]
            case .note: ["备注"]
            }
        return [rawValue] + others
    }

    /// A file without this column is refused.
    public var isRequired: Bool { self == .id || self == .time }
}

/// Reads rows of observations of one source.
public struct ObservationIntake {
    private let source: ObservationSource
    private let columns: [String]
    private let indices: [ObservationField: Int]
    private let coordinates: CoordinateColumns<Int>?
    private let placing: any RowPlacing
    private let prefix: String
    private let offsetSeconds: Int
    private let observer: String
    private let now: Moment?

    /// Finds the columns of a source.
    ///
    /// - Parameters:
    ///   - source: How the observations were made.
    ///   - columns: The source's columns.
    ///   - mapping: Field names to column names, as far as the user says.
    ///   - prefix: What to put before each identifier, so that the numbers of two teams do not collide.
    ///   - observer: Who made the observations whose rows name nobody.
    ///   - offsetSeconds: The offset from UTC of times that state none.
    ///   - now: The clock's time, after which nothing can have been seen; `nil` to take any time.
    ///   - placing: Brings positions into the workspace's reference.
    /// - Throws: `ImportMappingError` before any row is read.
    public init(
        _ source: ObservationSource, columns: [String], mapping: [String: String] = [:], prefix: String = "",
        observer: String = "", offsetSeconds: Int = Moment.beijingOffsetSeconds, now: Moment? = nil,
        placing: any RowPlacing
    ) throws(ImportMappingError) {
        var indices: [ObservationField: Int] = [:]
        for (name, column) in mapping.sorted(by: { $0.key < $1.key }) {
            guard let field = ObservationField(rawValue: name) else {
                guard CoordinateRole(rawValue: name) == nil else { continue }
                throw .unknownField(name, known: ObservationField.allCases.map(\.rawValue))
            }
            guard let index = columns.firstIndex(of: column) else {
                throw .unknownColumn(column, field: name, columns: columns)
            }
            indices[field] = index
        }
        for field in ObservationField.allCases where indices[field] == nil {
            indices[field] = columns.firstIndex { column in
                field.names.contains { $0.lowercased() == column.lowercased() }
            }
            if indices[field] == nil, field.isRequired {
                throw .missingColumn(field: field.rawValue, synonyms: field.names, columns: columns)
            }
        }
        var positions = ImportMapping()
        for (name, column) in mapping where CoordinateRole(rawValue: name) != nil {
            try positions.add("\(name)=\(column)")
        }
        self.source = source
        self.columns = columns
        self.indices = indices
        coordinates = try positions.coordinateColumns(in: columns)
        self.placing = placing
        self.prefix = prefix
        self.observer = observer
        self.offsetSeconds = offsetSeconds
        self.now = now
    }

    /// Which column feeds which field.
    public var mapping: [(field: String, column: String)] {
        ObservationField.allCases.compactMap { field in
            indices[field].map { (field: field.rawValue, column: columns[$0]) }
        }
    }

    /// Reads a row.
    ///
    /// - Throws: `RefusedObservation` with the column and value at fault.
    public func record(of row: SourceRow) throws(RefusedObservation) -> ObservationRecord {
        if let fault = row.fault {
            throw RefusedObservation(
                row: row.number, line: row.line, field: nil, value: nil, reason: .row(fault))
        }
        guard let id = text(.id, row) else { throw refusal(.blank, .id, row) }
        let time = try time(row)
        let (position, coordinate) = try place(row)
        let observation = OutfallObservation(
            id: prefix + id, source: source, position: position, accuracy: try accuracy(row),
            moment: time.moment,
            observer: text(.observer, row) ?? observer, name: text(.name, row),
            declaredSide: text(.side, row).flatMap(BankSide.init(formText:)), evidence: evidence(row))
        var record = ObservationRecord(
            row: row.number, line: row.line, observation: observation,
            suspect: text(.suspect, row).map { prefix + $0 }, finding: try finding(row),
            note: text(.note, row) ?? "", coordinate: coordinate, otherFields: otherFields(row),
            doubts: (coordinate?.notes ?? []) + (time.hasTime ? [] : ["no-time-of-day"]))
        record.writtenSuspect = text(.suspect, row)
        return record
    }

    /// A clock a little ahead is no time to come: a day is allowed.
    private func time(_ row: SourceRow) throws(RefusedObservation) -> Moment.Written {
        guard let text = text(.time, row) else { throw refusal(.blank, .time, row) }
        let time: Moment.Written
        do throws(MomentError) {
            time = try Moment.written(text, assumingOffset: offsetSeconds)
        } catch {
            throw refusal(.time(error), .time, row)
        }
        if let now, time.moment > now.adding(seconds: 86_400) {
            throw refusal(.future(day: now.day(offsetSeconds: offsetSeconds)), .time, row)
        }
        return time
    }

    private func text(_ field: ObservationField, _ row: SourceRow) -> String? {
        let value = indices[field].flatMap { row.values[$0] }.map { trimmed($0) } ?? ""
        return value.isEmpty ? nil : value
    }

    private func place(_ row: SourceRow) throws(RefusedObservation) -> (Position, CoordinateRecord?) {
        switch placing.place(row, kind: .outfalls, columns: coordinates) {
        case .failure(let reason):
            throw RefusedObservation(
                row: row.number, line: row.line, field: nil, value: nil, reason: .row(reason))
        case .success(let placed):
            guard case .point(let position?) = placed.geometry, position.isFinite else {
                throw RefusedObservation(
                    row: row.number, line: row.line,
                    field: coordinates?.columns.map { columns[$0] }.joined(separator: " "),
                    value: placed.coordinate?.originalText,
                    reason: .position(placed.coordinate?.notes.first ?? "empty"))
            }
            // Receivers without a fix write zeros: that is no place, whatever the reference.
            if position.x.magnitude < 1e-6, position.y.magnitude < 1e-6 {
                throw RefusedObservation(
                    row: row.number, line: row.line, field: nil, value: placed.coordinate?.originalText,
                    reason: .position("zero"))
            }
            return (position, placed.coordinate)
        }
    }

    private func accuracy(_ row: SourceRow) throws(RefusedObservation) -> Metres? {
        guard let text = text(.accuracy, row) else { return nil }
        guard let value = Double(halfWidth(text)), value.isFinite, value >= 0 else {
            throw refusal(.notANumber, .accuracy, row)
        }
        return Metres(value)
    }

    private func finding(_ row: SourceRow) throws(RefusedObservation) -> FieldFinding? {
        guard let text = text(.finding, row)?.lowercased() else { return nil }
        switch text {
        case "是", "yes", "y", "1", "outfall": return .outfall
        case "否", "no", "n", "0", "none": return FieldFinding.none
        case "无法到达", "未到达", "unreachable": return .unreachable
        default: throw refusal(.unknownFinding, .finding, row)
        }
    }

    /// Names of files, without the folders that they lay in on somebody's machine.
    private func evidence(_ row: SourceRow) -> [String] {
        (text(.evidence, row) ?? "").split { ";；|、,，".contains($0) }
            .compactMap { $0.split { $0 == "/" || $0 == "\\" }.last.map { trimmed($0) } }
            .filter { !$0.isEmpty }
    }

    private func otherFields(_ row: SourceRow) -> String? {
        let used = Set(indices.values).union(coordinates?.columns ?? [])
        let members = columns.indices.filter { !used.contains($0) }.compactMap { index in
            row.values[index].map { JSONMember(columns[index], .string($0)) }
        }
        return members.isEmpty ? nil : String(decoding: JSONValue.object(members).json, as: UTF8.self)
    }

    private func refusal(
        _ reason: ObservationRefusal, _ field: ObservationField, _ row: SourceRow
    ) -> RefusedObservation {
        let index = indices[field]
        return RefusedObservation(
            row: row.number, line: row.line, field: index.map { columns[$0] } ?? field.rawValue,
            value: index.flatMap { row.values[$0] }, reason: reason)
    }
}
