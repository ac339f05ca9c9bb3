public import GeoModel

/// A row that passed every rule, ready to be stored.
public struct ImportRecord: Sendable {
    /// The row's number in its source.
    public let row: Int
    /// What tells it from other things of its kind; a unit shares it with others of its code, suffix and county.
    public let key: String
    /// The values in the order of the kind's fields.
    public let values: [ImportValue]
    /// The geometry in the workspace's reference, `nil` when the thing has none that can be used.
    public let geometry: Geometry?
    /// What is recorded of a coordinate: its text, its reference, its uncertainty and what was doubtful.
    public let coordinate: CoordinateRecord?
    /// What is doubtful about the row, as stable words.
    public let notes: [String]
    /// The source's other columns as a JSON object, so that nothing is lost; `nil` when there is none.
    public let otherFields: String?

    /// The code, the first of a kind's fields.
    public var code: String { values.first?.text ?? "" }

    /// Makes a record.
    public init(
        row: Int, key: String, values: [ImportValue], geometry: Geometry?, coordinate: CoordinateRecord?,
        notes: [String] = [], otherFields: String?
    ) {
        self.row = row
        self.key = key
        self.values = values
        self.geometry = geometry
        self.coordinate = coordinate
        self.notes = notes
        self.otherFields = otherFields
    }
}

/// A value to be stored.
public enum ImportValue: Hashable, Sendable {
    /// No value.
    case none
    /// Text, as given.
    case text(String)
    /// A number.
    case number(Double)
}

/// What a workspace keeps beside a position that was read from text.
public struct CoordinateRecord: Hashable, Sendable {
    /// The columns as given, before any conversion.
    public let originalText: String
    /// The reference the source was declared to be in.
    public let reference: CRSIdentifier
    /// Half a unit of the last digit given, on the ground; `nil` when the position could not be read.
    public let uncertainty: Metres?
    /// Why the position is missing or doubtful, as stable words.
    public let notes: [String]

    /// Makes a record.
    public init(originalText: String, reference: CRSIdentifier, uncertainty: Metres?, notes: [String]) {
        self.originalText = originalText
        self.reference = reference
        self.uncertainty = uncertainty
        self.notes = notes
    }
}

/// What storing a record did.
public enum ImportOutcome: Hashable, Sendable {
    /// A new row.
    case inserted
    /// A row with the same key had other values.
    case updated
    /// A row with the same key had the same values.
    case unchanged
    /// Which of several units it is will be known when all rows have come.
    case postponed
    /// Another row of the same source has this key already.
    case duplicate(ofRow: Int)

    /// The record is in the workspace now.
    public var isAccepted: Bool {
        if case .duplicate = self { false } else { true }
    }
}

/// Where records go: the port that the workspace supplies.
public protocol ImportSink {
    /// Stores a record.
    mutating func store(_ record: ImportRecord) throws -> ImportOutcome

    /// Stores what was postponed, now that all rows have come.
    ///
    /// - Parameter counting: Told what became of each postponed record.
    /// - Throws: What keeps a record from being stored.
    mutating func storePostponed(counting: (ImportOutcome) -> Void) throws
}

extension ImportSink {
    /// Nothing: a sink that postpones nothing has nothing left to store.
    public mutating func storePostponed(counting: (ImportOutcome) -> Void) throws {}
}
