internal import Census
internal import Foundation

/// The folder that parts go to, where a part has its own name only when the whole has recorded the hand-out.
///
/// A process killed at any moment leaves no file that looks like a part and is none: until the record is kept, parts
/// are called `CODE.gpkg.unrecorded`; after that, giving them their names can be done again at any time.
struct HandoutFolder {
    let path: String

    func file(of organisation: String) -> String { "\(path)/\(organisation).gpkg" }

    func unrecorded(_ organisation: String) -> String { file(of: organisation) + ".unrecorded" }

    /// Makes room for parts: none may have its name already; what a killed split left is removed.
    func prepare(_ organisations: [String]) throws {
        for code in organisations where FileManager.default.fileExists(atPath: file(of: code)) {
            throw StoreError.exists(path: file(of: code))
        }
        for code in organisations { discard(code) }
    }

    /// Removes a part that was never handed out.
    func discard(_ organisation: String) {
        try? FileManager.default.removeItem(atPath: unrecorded(organisation))  // Mostly there is none.
    }

    /// Gives a recorded part its name, unless it has it already.
    ///
    /// - Returns: The part's file, or `nil` when there is none of either name.
    func finish(_ organisation: String) throws -> String? {
        let (from, to) = (unrecorded(organisation), file(of: organisation))
        if FileManager.default.fileExists(atPath: to) { return to }
        guard FileManager.default.fileExists(atPath: from) else { return nil }
        guard unsafe rename(from, to) == 0 else {
            throw StoreError.writeFailed(path: to, reason: unsafe String(cString: strerror(errno)))
        }
        return to
    }
}
