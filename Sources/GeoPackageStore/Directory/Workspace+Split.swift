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
    ///   - progress: Called with the number of rows done.
    /// - Returns: The parts and their receipts.
    /// - Throws: `DirectoryStoreError`, `OrganisationTreeFaults`, `StoreError`, and what `progress` throws.
    /// - Complexity: O(n log n) in the rows.
    public func splitDirectory(
        at level: OrganisationLevel, to folder: String, id: String, time: String,
        progress: (Int) throws -> Void
    ) throws -> SplitSummary {
        var written: [String] = []
        do {
            return try change { db in
                guard let tree = try Self.tree(in: db) else {
                    throw DirectoryStoreError.noOrganisations(path: path)
                }
                let work = try DirectorySplitting(db: db, tree: tree, level: level, id: id, time: time)
                let receipts = try work.assign(progress)
                guard !receipts.isEmpty else { throw DirectoryStoreError.noParts(path: path, level: level) }
                guard work.split.isReconciled else { throw DirectoryStoreError.partsDoNotAddUp(path: path) }
                let parts = try receipts.map { receipt in
                    let file = "\(folder)/\(receipt.organisation).gpkg"
                    try Workspace.create(at: file, reference: definition(in: db)) { part in
                        try part.change { try work.fill(part: $0, with: receipt, progress) }
                    }
                    written.append(file)
                    return (receipt: receipt, path: file)
                }
                return SplitSummary(
                    split: id, parts: parts, whole: work.split.whole, unassigned: work.split.unassigned,
                    reasons: work.split.unassignedReasons)
            }
        } catch {
            // What was not yet recorded was never handed out.
            for file in written { try? FileManager.default.removeItem(atPath: file) }
            throw error
        }
    }

    /// The definition of the workspace's reference, as its own table has it.
    private func definition(in db: Database) throws -> SpatialReferenceDefinition {
        guard srsID != 4490 else { return .cgcs2000 }
        return try SpatialReferenceDefinition(ofSRS: srsID, in: db) ?? .cgcs2000
    }
}
