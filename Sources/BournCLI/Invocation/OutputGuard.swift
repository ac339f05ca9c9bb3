internal import Foundation
internal import GeoPackageStore

/// Keeps results from being written over what they are made from.
enum OutputGuard {
    /// Refuses an output that is one of the inputs, another output, or an office's workspace.
    ///
    /// Files are compared by device and number, so another spelling of a path or a link does not hide one.
    ///
    /// - Parameters:
    ///   - outputs: The files that would be written; `nil` for none.
    ///   - inputs: The files that are read.
    /// - Throws: `OutputCollision`.
    static func check(_ outputs: [String?], inputs: [String?]) throws(OutputCollision) {
        var written: Set<String> = []
        for case let output? in outputs {
            // A device such as /dev/null takes any number of outputs.
            let path = URL(fileURLWithPath: output).standardizedFileURL.resolvingSymlinksInPath().path
            guard path.hasPrefix("/dev/") || written.insert(path).inserted else {
                throw OutputCollision(path: output, reason: .isOutput)
            }
            guard let place = identity(output) else { continue }
            for case let input? in inputs where identity(input) == place {
                throw OutputCollision(path: output, reason: .isInput(input))
            }
            if Workspace.isWorkspace(at: output) { throw OutputCollision(path: output, reason: .isWorkspace) }
        }
    }

    private struct Identity: Equatable {
        let device: UInt
        let number: UInt
    }

    /// `nil` when there is no such file.
    private static func identity(_ path: String) -> Identity? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return Identity(device: UInt(status.st_dev), number: UInt(status.st_ino))
    }
}

/// An output that would destroy something.
struct OutputCollision: Error, Hashable {
    /// What stands in the way.
    enum Reason: Hashable {
        /// The file is read by the same command.
        case isInput(String)
        /// The file is another result of the same command.
        case isOutput
        /// The file is a workspace.
        case isWorkspace
    }

    /// The output.
    let path: String
    /// What stands in the way.
    let reason: Reason
}
