internal import Foundation

/// The folder that the files go to.
struct Folder {
    private let url: URL

    /// Makes the folder if there is none.
    init(path: String) throws {
        url = URL(filePath: path, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    func write(_ text: String, to name: String) throws {
        try write(Data(text.utf8), to: name)
    }

    /// Writes text as GB18030, the encoding of spreadsheets on Chinese Windows.
    func writeGB18030(_ text: String, to name: String) throws {
        let encoding = String.Encoding(rawValue: 0x8000_0632)
        guard let data = text.data(using: encoding) else { throw FolderError.notEncodable(name) }
        try write(data, to: name)
    }

    private func write(_ data: Data, to name: String) throws {
        try data.write(to: url.appending(path: name))
        print("\(name): \(data.count) bytes")
    }
}

/// Why a file was not written.
enum FolderError: Error {
    /// The text has characters that GB18030 cannot hold.
    case notEncodable(String)
}
