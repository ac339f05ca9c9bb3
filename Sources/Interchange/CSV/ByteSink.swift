internal import Glibc

/// Bytes that go to an open file or pipe.
struct ByteSink: ~Copyable {
    private let path: String
    private let descriptor: Int32
    /// The file written meanwhile, to be renamed to `path`; `nil` for pipes and devices.
    private var temporary: String?
    private var ownsDescriptor: Bool

    /// Opens a path: a regular file, or none, through a temporary file beside it; anything else directly.
    init(path: String) throws(CSVError) {
        var status = stat()
        let exists = unsafe stat(path, &status) == 0
        let isReplaced = !exists || status.st_mode & S_IFMT == S_IFREG
        let target = isReplaced ? "\(path).\(getpid()).partial" : path
        let mode = exists && isReplaced ? status.st_mode & 0o7777 : 0o666
        let opened = unsafe open(target, O_WRONLY | O_CLOEXEC | (isReplaced ? O_CREAT | O_TRUNC : 0), mode)
        guard opened >= 0 else {
            if errno == EISDIR { throw .isDirectory(path: path) }
            throw .system(call: "open", path: path, code: errno)
        }
        self.path = path
        descriptor = opened
        temporary = isReplaced ? target : nil
        ownsDescriptor = true
    }

    /// Writes to a descriptor that stays the caller's.
    init(descriptor: Int32, name: String) {
        path = name
        self.descriptor = descriptor
        temporary = nil
        ownsDescriptor = false
    }

    deinit {
        if ownsDescriptor { close(descriptor) }
        if let temporary { unsafe _ = unlink(temporary) }
    }

    /// Writes all of the bytes, going on after short writes and interruptions.
    func write(_ bytes: [UInt8]) throws(CSVError) {
        var start = 0
        while start < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { space in
                unsafe Glibc.write(descriptor, space.baseAddress?.advanced(by: start), bytes.count - start)
            }
            if written < 0, errno == EINTR { continue }
            guard written >= 0 else { throw .system(call: "write", path: path, code: errno) }
            start += written
        }
    }

    /// Makes the file durable and puts it in its place.
    mutating func finish() throws(CSVError) {
        guard ownsDescriptor else { return }
        if let temporary {
            guard fsync(descriptor) == 0 else { throw .system(call: "fsync", path: path, code: errno) }
            guard unsafe rename(temporary, path) == 0 else {
                throw .system(call: "rename", path: path, code: errno)
            }
            self.temporary = nil
        }
        ownsDescriptor = false
        guard close(descriptor) == 0 else { throw .system(call: "close", path: path, code: errno) }
    }
}
