internal import Foundation
internal import GRDB

/// SQLite's file change counter: how Bourn knows that another program wrote the file.
///
/// In a rollback journal mode SQLite adds one to bytes 24–27 of the header with every transaction that changes
/// the file (sqlite.org/fileformat2.html, 1.3.7). Bourn records, inside each of its own transactions, the number the
/// file will have after it. A program that switches the file to WAL changes the header too, so it is noticed.
///
/// The header is read through a handle that stays open as long as the file's connection: closing any descriptor of a file
/// gives up every POSIX lock that the process holds on it, SQLite's too (sqlite.org/howtocorrupt.html, 2.2), and then a
/// second writer comes into the middle of a transaction.
enum ChangeCounter {
    /// Opens a file's header; whoever has it keeps it until no transaction of theirs is open.
    static func header(of path: String) throws -> FileHandle {
        guard let handle = FileHandle(forReadingAtPath: path) else { throw StoreError.missing(path: path) }
        return handle
    }

    static func read(_ header: FileHandle) throws -> Int {
        try header.seek(toOffset: 24)
        let bytes = try header.read(upToCount: 4) ?? Data()
        return bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    /// Records the number that the file will have when the open transaction has been committed.
    static func recordNext(_ header: FileHandle, in db: Database) throws {
        let next = try (read(header) + 1) & 0xFFFF_FFFF
        try WorkspaceSetting.changeCounter.write(next, in: db)
    }
}
