internal import Glibc

/// Bytes that arrive in pieces from an open file, a pipe, or memory.
struct ByteSource: ~Copyable {
    let path: String
    /// The whole of the bytes can be read again from the start.
    let isRewindable: Bool
    /// The length in bytes, where it is known.
    let totalBytes: Int?
    private let descriptor: Int32
    private let ownsDescriptor: Bool
    private let memory: [UInt8]
    private var position = 0

    /// Opens a file for reading.
    init(path: String) throws(CSVError) {
        let opened = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else {
            if errno == ENOENT { throw .missing(path: path) }
            throw .system(call: "open", path: path, code: errno)
        }
        var status = stat()
        guard unsafe fstat(opened, &status) == 0 else {
            let code = errno
            close(opened)
            throw .system(call: "fstat", path: path, code: code)
        }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            close(opened)
            throw .isDirectory(path: path)
        }
        self.path = path
        descriptor = opened
        ownsDescriptor = true
        memory = []
        isRewindable = status.st_mode & S_IFMT == S_IFREG
        totalBytes = isRewindable ? Int(status.st_size) : nil
    }

    /// Reads from an open descriptor, such as standard input, that stays the caller's.
    init(descriptor: Int32, name: String) {
        path = name
        self.descriptor = descriptor
        ownsDescriptor = false
        memory = []
        isRewindable = false
        totalBytes = nil
    }

    /// Reads from memory.
    init(bytes: [UInt8], name: String) {
        path = name
        descriptor = -1
        ownsDescriptor = false
        memory = bytes
        isRewindable = true
        totalBytes = bytes.count
    }

    deinit {
        if ownsDescriptor { close(descriptor) }
    }

    /// Appends up to `count` bytes; returns how many, 0 at the end.
    mutating func read(_ count: Int, into buffer: inout [UInt8]) throws(CSVError) -> Int {
        guard descriptor >= 0 else {
            let taken = min(count, memory.count - position)
            buffer.append(contentsOf: memory[position..<position + taken])
            position += taken
            return taken
        }
        var got = -1
        buffer.append(addingCapacity: count) { output in
            unsafe output.withUnsafeMutableBufferPointer { space, initialised in
                repeat {
                    got = unsafe Glibc.read(descriptor, space.baseAddress?.advanced(by: initialised), count)
                } while got < 0 && errno == EINTR
                initialised += max(got, 0)
            }
        }
        guard got >= 0 else { throw .system(call: "read", path: path, code: errno) }
        return got
    }

    /// Goes back to the first byte of a rewindable source.
    mutating func rewind() throws(CSVError) {
        precondition(isRewindable, "only a regular file or memory can be read twice")
        position = 0
        guard descriptor >= 0 else { return }
        guard lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw .system(call: "lseek", path: path, code: errno)
        }
    }
}
