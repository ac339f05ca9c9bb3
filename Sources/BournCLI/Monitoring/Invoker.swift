internal import Foundation

/// The person at the terminal, as the system knows them.
enum Invoker {
    /// The login name.
    static let name = NSUserName()
}
