internal import ArgumentParser
internal import Census

/// How a command ended, as the exit code tells it.
///
/// The numbers are those of sysexits.h where it has one; none is among those that shells and `timeout` use.
enum Outcome: Int32 {
    /// Nothing to complain of.
    case fine = 0
    /// The data have faults.
    case faulty = 1
    /// The command line makes no sense.
    case usage = 64
    /// The input cannot be read, or is refused.
    case refusedInput = 65
    /// A fault of Bourn.
    case internalError = 70
    /// Reading or writing failed for want of room, rights or a working medium.
    case inputOutput = 74
    /// The person at the terminal stopped the command.
    case interrupted = 130
}

/// Runs a command's work, tells what went wrong in the language of this run, and ends with the outcome's code.
func present(_ options: CommonOptions, _ body: (Console) async throws -> Outcome) async throws {
    Interruption.listen()
    let console = Console(isQuiet: options.quiet)
    let outcome: Outcome
    do {
        outcome = try await body(console)
    } catch {
        let complaint = Complaint(error)
        // Errors are shown even when notes are not wanted.
        Console(isQuiet: false).note("bourn: \(complaint.text[.invoked])")
        outcome = complaint.outcome
    }
    if outcome != .fine { throw ExitCode(outcome.rawValue) }
}
