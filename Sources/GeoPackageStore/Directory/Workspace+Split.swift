public import Census
internal import Foundation
internal import GRDB

/// What a split of a workspace's directory made.
public struct SplitSummary: Sendable {
    /// What names the split.
    public let split: String
    /// The parts with their files, in the order of the organisations' codes.
    public let parts: [(receipt: PartReceipt, path: String)]
    /// All rows.
    public let whole: RowTally
    /// The rows that went nowhere.
    public let unassigned: RowTally
    /// How many went nowhere for each reason.
    public let reasons: [UnassignedReason: Int]
    /// Which units these are, in the order of their rows.
    public let unassignedUnits: [UnassignedUnit]
}

/// A unit that goes to no part.
public struct UnassignedUnit: Hashable, Sendable {
    /// Its key.
    public let unit: String
    /// Why.
    public let reason: UnassignedReason
}

/// Why a directory cannot be split or merged at all.
public enum DirectoryStoreError: Error, Hashable, Sendable {
    /// The workspace has no organisations.
    case noOrganisations(path: String)
    /// No organisation is a part at the level.
    case noParts(path: String, level: OrganisationLevel)
    /// The workspace was never split.
    case neverSplit(path: String)
    /// The file holds no receipt: it is no part that was handed out.
    case noReceipt(path: String)
    /// The parts and the unassigned rows are not the whole: a fault of Bourn.
    case partsDoNotAddUp(path: String)
    /// Parts of the last split are not back, and a new one would void them.
    case partsOut(path: String, organisations: [String])
    /// Parts that an organisation handed down itself are not back, and it would return its own part without them.
    case sealedTooEarly(path: String, organisations: [String])
    /// Parts of these organisations are out, and another tree would not know them.
    case treeInUse(path: String, organisations: [String])
}

/// Somebody's word that hand-outs which are not back are void.
public struct HandoutReplacement: Hashable, Sendable {
    /// Why.
    public let reason: String
    /// Who says so.
    public let actor: String

    /// Makes a decision.
    public init(reason: String, actor: String) {
        self.reason = reason
        self.actor = actor
    }
}

/// A part of the last split and where its file is.
public struct HandedOutFile: Hashable, Sendable {
    /// What it was handed out with.
    public let receipt: PartReceipt
    /// Its file in the folder; `nil` when there is none, or one that does not carry this receipt.
    public let path: String?
}

extension Workspace {
    /// Splits the directory: a workspace for each organisation at a level, and a record of who was handed what.
    ///
    /// The record is kept only when every part is written; if anything fails, the parts written so far are
    /// removed and the workspace is as before. Each part also gets the zones, blocks, divisions and outfalls of
    /// its organisation, and the tree of organisations. Memory: a few bytes for each row.
    ///
    /// - Parameters:
    ///   - level: City or below.
    ///   - folder: Where the parts go, as `CODE.gpkg`; files there are never replaced.
    ///   - id: What names the split.
    ///   - time: When, as ISO 8601 text.
    ///   - actor: Who splits; empty when that is not known.
    ///   - replacement: Who says, and why, that parts of the last split which are not back are void.
    ///   - progress: Called with the number of rows done.
    /// - Returns: The parts and their receipts.
    /// - Throws: `DirectoryStoreError`, `OrganisationTreeFaults`, `StoreError`, and what `progress` throws.
    /// - Complexity: O(n log n) in the rows.
    public func splitDirectory(
        at level: OrganisationLevel, to folder: String, id: String, time: String, by actor: String = "",
        replacing replacement: HandoutReplacement? = nil, progress: (Int) throws -> Void
    ) throws -> SplitSummary {
        let place = HandoutFolder(path: folder)
        var written: [String] = []
        let summary: SplitSummary
        do {
            summary = try change { db in
                guard let tree = try Self.tree(in: db) else {
                    throw DirectoryStoreError.noOrganisations(path: path)
                }
                let work = try DirectorySplitting(
                    db: db, tree: tree, level: level, id: id, time: time, replacing: replacement, path: path)
                let receipts = try work.assign(progress)
                guard !receipts.isEmpty else { throw DirectoryStoreError.noParts(path: path, level: level) }
                guard work.split.isReconciled else { throw DirectoryStoreError.partsDoNotAddUp(path: path) }
                try place.prepare(receipts.map(\.organisation))
                for receipt in receipts {
                    written.append(receipt.organisation)
                    try Workspace.create(
                        at: place.unrecorded(receipt.organisation), reference: definition(in: db)
                    ) { part in
                        try part.change { try work.fill(part: $0, with: receipt, progress) }
                    }
                }
                try DirectoryDeeds.record(.split, of: id, by: actor, at: time, in: db)
                return SplitSummary(
                    split: id, parts: receipts.map { (receipt: $0, path: place.file(of: $0.organisation)) },
                    whole: work.split.whole, unassigned: work.split.unassigned,
                    reasons: work.split.unassignedReasons,
                    unassignedUnits: work.unassigned)
            }
        } catch {
            // What was not recorded was never handed out.
            for organisation in written { place.discard(organisation) }
            throw error
        }
        for part in summary.parts { _ = try place.finish(part.receipt.organisation) }
        return summary
    }

    /// Gives the parts of the last split their names where a killed split could not, and tells what they were handed
    /// out with, so that receipts can be written again.
    ///
    /// - Parameter folder: Where the parts went.
    /// - Returns: Every part that is not back, in the order of the organisations' codes.
    /// - Throws: `DirectoryStoreError.neverSplit`, `StoreError`.
    public func finishHandouts(in folder: String) throws -> [HandedOutFile] {
        let status = try directoryStatus()
        guard !status.splits.isEmpty else { throw DirectoryStoreError.neverSplit(path: path) }
        let place = HandoutFolder(path: folder)
        return try status.parts.filter { $0.mergedAt == nil }.map { part in
            let receipt = part.receipt
            let unrecorded = place.unrecorded(receipt.organisation)
            if FileManager.default.fileExists(atPath: unrecorded), try Self.carries(unrecorded, receipt) {
                _ = try place.finish(receipt.organisation)
            }
            let file = place.file(of: receipt.organisation)
            let isThere = try FileManager.default.fileExists(atPath: file) && Self.carries(file, receipt)
            return HandedOutFile(receipt: receipt, path: isThere ? file : nil)
        }
    }

    /// The file is the part of this receipt.
    private static func carries(_ path: String, _ receipt: PartReceipt) throws -> Bool {
        let file = try GeoPackageFile(path: path)
        defer { try? file.queue.close() }  // It was only read.
        return try GeoPackageFile.reportingDamage(of: path) {
            try file.queue.read { db in
                guard try db.tableExists("directory_handout") else { return false }
                return try DirectoryMerging.ownReceipt(in: db) == receipt
            }
        }
    }

    /// The definition of the workspace's reference, as its own table has it.
    private func definition(in db: Database) throws -> SpatialReferenceDefinition {
        guard srsID != 4490 else { return .cgcs2000 }
        return try SpatialReferenceDefinition(ofSRS: srsID, in: db) ?? .cgcs2000
    }
}
