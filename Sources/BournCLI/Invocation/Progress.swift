internal import Foundation
internal import Synchronization

/// A progress bar on standard error, redrawn at most ten times a second; on no terminal, nothing.
final class Progress {
    private let console: Console
    private let title: String
    private let total: Int?
    private let start = ContinuousClock.now
    private var lastDrawn: ContinuousClock.Instant
    private var isVisible = false

    init(_ title: String, total: Int?, on console: Console) {
        self.console = console
        self.title = title
        self.total = total
        lastDrawn = start
    }

    /// Shows how far the work is.
    ///
    /// Cheap enough to call for each row.
    func advance(to done: Int) {
        guard done & 0x3F == 0 else { return }
        show(done)
    }

    /// Shows how far work is whose every part takes long, and what else there is to say.
    func show(_ done: Int, detail: String = "") {
        guard console.showsProgress else { return }
        let now = ContinuousClock.now
        guard now - lastDrawn >= .milliseconds(100) else { return }
        lastDrawn = now
        isVisible = true
        Console.write("\r\u{1B}[K" + line(done, after: now - start) + detail, to: STDERR_FILENO)
    }

    /// Clears the bar.
    func finish() {
        if isVisible { Console.write("\r\u{1B}[K", to: STDERR_FILENO) }
        isVisible = false
    }

    private func line(_ done: Int, after elapsed: Duration) -> String {
        let rate = Int(Double(done) / max(elapsed / .seconds(1), 0.001))
        guard let total, total > 0 else { return "\(title)  \(done)  \(rate)/s" }
        let filled = min(30, 30 * done / total)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
        return "\(title) \(bar) \(100 * min(done, total) / total)%  \(done)/\(total)  \(rate)/s"
    }
}

/// A progress bar that several threads may advance.
final class SharedProgress: Sendable {
    private let progress: Mutex<Progress>

    init(_ title: String, total: Int?, on console: Console) {
        progress = Mutex(Progress(title, total: total, on: console))
    }

    /// Shows how far the work is.
    func advance(to done: Int) { progress.withLock { $0.advance(to: done) } }

    /// Shows how far work is whose every part takes long, and what else there is to say.
    func show(_ done: Int, detail: String = "") { progress.withLock { $0.show(done, detail: detail) } }

    /// Clears the bar.
    func finish() { progress.withLock { $0.finish() } }
}
