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

    /// Refuses a GeoPackage that holds anything but the layer to be written, since it is replaced as a whole.
    ///
    /// - Throws: `OutputCollision`.
    static func checkLayers(of output: String, besides layer: String) throws(OutputCollision) {
        // What cannot be read as a GeoPackage holds no layers of one.
        guard let file = try? GeoPackageFile(path: output), let layers = try? file.layers() else { return }
        let others = layers.map(\.name).filter { $0 != layer }
        if !others.isEmpty { throw OutputCollision(path: output, reason: .holdsLayers(others)) }
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
        /// The file is a GeoPackage with other layers.
        case holdsLayers([String])
    }

    /// The output.
    let path: String
    /// What stands in the way.
    let reason: Reason
}
