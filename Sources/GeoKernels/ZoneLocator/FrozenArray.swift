internal import Glibc

/// An array that is owned or lies in a mapped file.
enum FrozenArray<Element: BitwiseCopyable & Sendable>: Sendable {
    case owned([Element])
    case mapped(MappedFile, offset: Int, count: Int)

    var count: Int {
        switch self {
        case .owned(let elements): elements.count
        case .mapped(_, _, let count): count
        }
    }

    @inline(__always)
    func withUnsafeBufferPointer<Result>(_ body: (UnsafeBufferPointer<Element>) -> Result) -> Result {
        switch self {
        case .owned(let elements):
            return unsafe elements.withUnsafeBufferPointer { unsafe body($0) }
        case .mapped(let file, let offset, let count):
            return withExtendedLifetime(file) {
                let start = unsafe UnsafePointer<Element>(bitPattern: file.address + UInt(offset))
                return unsafe body(UnsafeBufferPointer(start: start, count: count))
            }
        }
    }
}

/// A file mapped into memory for reading, until the last use of it ends.
///
/// The file must not be shortened while it is mapped.
final class MappedFile: Sendable {
    let address: UInt
    let count: Int

    init(_ path: String) throws(LocatorFileError) {
        let descriptor = unsafe open(path, O_RDONLY)
        guard descriptor >= 0 else { throw .unreadable(path: path, errorNumber: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            throw .unreadable(path: path, errorNumber: errno)
        }
        count = Int(status.st_size)
        // A length of zero cannot be mapped.
        guard count > 0 else { throw .damaged(path: path, what: .header) }
        let memory = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let memory = unsafe memory, unsafe memory != MAP_FAILED else {
            throw .unreadable(path: path, errorNumber: errno)
        }
        address = UInt(bitPattern: memory)
    }

    deinit {
        if let memory = unsafe UnsafeMutableRawPointer(bitPattern: address) { unsafe munmap(memory, count) }
    }
}
