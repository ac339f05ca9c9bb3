/// How zones of a new plan come from those of the last.
public enum ZoneLineage: Hashable, Sendable {
    /// The zone holds what it held, under its code.
    case kept(code: String)
    /// The zone kept its code, but gained or lost some blocks.
    case changed(code: String)
    /// An old zone was divided; its own code goes on in `into` if it is the first.
    case split(code: String, into: [String])
    /// Old zones were joined.
    case merged(codes: [String], into: String)
    /// A zone without forerunner.
    case created(code: String)
    /// An old zone that nothing comes from.
    case ended(code: String)
}
