/// Why a returned part is refused; each fault alone refuses the whole part.
public enum MergeFault: Hashable, Sendable {
    /// The receipt is not the one the split gave to this organisation.
    case wrongReceipt(ReceiptMismatch)
    /// The part does not have the columns that were handed out.
    case columnsDiffer(missing: [String], extra: [String])
    /// The whole's own rows are no longer those that were handed out: no fault of the part. `units` are the rows
    /// changed, renamed or deleted in the whole since, by key; empty when the split was made by a Bourn that kept no
    /// digest of each row.
    case wholeChanged(handedOut: RowTally, now: RowTally, units: [String])
    /// The rows are not those that the organisation sealed.
    case sealBroken(sealed: RowTally, found: RowTally)
    /// The records and other entries are not those that the organisation sealed.
    case recordsChangedAfterSeal(sealed: RowTally, found: RowTally)
    /// The organisation handed the part down itself, and parts of these organisations are not back.
    case partsOut(organisations: [String])
    /// Entries of a log that were handed down with a unit did not come back as they were: `missing` of them are not in
    /// the part, and `extra` say of themselves that they were handed down and were not.
    case handedDownChanged(key: String, log: String, missing: Int, extra: Int)
    /// An entry that the part added to a log lacks something.
    case incompleteEntry(key: String, log: String, gap: ChangeGap)
    /// An entry that the part added to a log names something that the whole does not know.
    case unknownWord(key: String, log: String, word: String)
    /// A row that was handed out did not come back.
    case missing(key: String)
    /// A key came back more than once.
    case doubled(key: String, times: Int)
    /// A row was handed to another organisation; the whole has it and handed it to nobody when that is blank.
    case foreign(key: String, organisation: String)
    /// A row that nobody was handed came back, and no addition is recorded for it: it is new without a record, or
    /// its key was altered.
    case unknown(key: String)
    /// A row came back with other values and no record of a change.
    case alteredWithoutRecord(key: String, columns: [String])
    /// A recorded change lacks something.
    case incompleteRecord(key: String, gap: ChangeGap)
    /// A change is recorded of a row that is not in the part.
    case recordWithoutRow(key: String)
}

extension MergeFault {
    /// The unit it is about, if it is about one.
    public var key: String? {
        switch self {
        case .wrongReceipt, .columnsDiffer, .wholeChanged, .sealBroken, .recordsChangedAfterSeal, .partsOut:
            nil
        case .handedDownChanged(let key, _, _, _), .incompleteEntry(let key, _, _),
            .unknownWord(let key, _, _), .missing(let key),
            .doubled(let key, _), .foreign(let key, _), .unknown(let key),
            .alteredWithoutRecord(let key, _), .incompleteRecord(let key, _), .recordWithoutRow(let key):
            key
        }
    }

    /// Its kind in a word that stays, for programs.
    public var word: String {
        switch self {
        case .wrongReceipt: "wrong-receipt"
        case .columnsDiffer: "columns-differ"
        case .wholeChanged: "whole-changed"
        case .sealBroken: "seal-broken"
        case .recordsChangedAfterSeal: "records-changed-after-seal"
        case .partsOut: "parts-out"
        case .handedDownChanged: "handed-down-entries-changed"
        case .incompleteEntry: "incomplete-entry"
        case .unknownWord: "unknown-word"
        case .missing: "missing"
        case .doubled: "doubled"
        case .foreign: "foreign"
        case .unknown: "unknown"
        case .alteredWithoutRecord: "altered-without-record"
        case .incompleteRecord: "incomplete-record"
        case .recordWithoutRow: "record-without-row"
        }
    }
}

/// How a receipt differs from what the split recorded.
public enum ReceiptMismatch: Hashable, Sendable {
    /// It names another split.
    case split(String)
    /// It names an organisation that was handed nothing.
    case organisation(String)
    /// Its level, columns, count or digest differ.
    case content
    /// The same part was merged in this run already.
    case mergedTwice(String)
    /// The one beside the part is not the one that the part keeps itself.
    case inside
    /// The hand-out to this organisation was declared void before it came back.
    case void(String)
}

/// Checks receipts of returned parts against what a split recorded, each part once.
public struct ReceiptCheck {
    private let split: String
    private var merged = Set<String>()

    /// Begins checking the parts of a split.
    public init(split: String) { self.split = split }

    /// Compares a receipt with the recorded one; `nil` when it is right.
    public mutating func mismatch(
        of receipt: PartReceipt, recorded: PartReceipt?
    ) -> ReceiptMismatch? {
        if receipt.split != split { return .split(receipt.split) }
        guard let recorded else { return .organisation(receipt.organisation) }
        guard receipt == recorded else { return .content }
        return merged.insert(receipt.organisation).inserted ? nil : .mergedTwice(receipt.organisation)
    }
}
