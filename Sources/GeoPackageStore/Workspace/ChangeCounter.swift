internal import Foundation
internal import GRDB

/// SQLite's file change counter: how Bourn knows that another program wrote the file.
///
/// In a rollback journal mode SQLite adds one to bytes 24–27 of the header with every transaction that changes
/// the file (sqlite.org/fileformat2.html, 1.3.7). Bourn records, inside each of its own transactions, the number the
/// file will have after it. A program that switches the file to WAL changes the header too, so it is noticed.
enum ChangeCounter {
    static func read(_ path: String) throws -> Int {
        guard let handle = FileHandle(forReadingAtPath: path) else { throw StoreError.missing(path: path) }
        defer { try? handle.close() }  // Closing a file that was only read loses nothing.
        try handle.seek(toOffset: 24)
        let bytes = try handle.read(upToCount: 4) ?? Data()
        return bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    /// Records the number that the file will have when the open transaction has been committed.
    static func recordNext(path: String, in db: Database) throws {
        let next = try (read(path) + 1) & 0xFFFF_FFFF
        try WorkspaceSetting.changeCounter.write(next, in: db)
    }
}
