/// A fault that a person has accepted as it is, with the reason.
///
/// It is remembered by the fault's id, a digest of kind, geometry and zones: when any of them changes, the fault
/// comes back.
public struct AcceptedFault: Hashable, Sendable {
    /// The fault.
    public var fault: FaultID
    /// Why it is no fault.
    public var reason: String
    /// Who says so.
    public var person: String

    /// Records an acceptance.
    public init(fault: FaultID, reason: String, person: String) {
        self.fault = fault
        self.reason = reason
        self.person = person
    }
}

/// A report seen through a list of accepted faults.
public struct ReviewedReport: Sendable {
    /// Faults that nobody has accepted.
    public var open: [CoverageFault] = []
    /// Faults that somebody has.
    public var accepted: [(fault: CoverageFault, acceptance: AcceptedFault)] = []
    /// Acceptances whose fault is gone, or has changed and is open again.
    public var stale: [AcceptedFault] = []
}

extension CoverageReport {
    /// Sets accepted faults apart.
    ///
    /// - Parameter list: What was accepted; of several entries for one fault the last counts.
    /// - Returns: Open and accepted faults in the order of the report, and entries that fit no fault.
    public func reviewed(with list: [AcceptedFault]) -> ReviewedReport {
        let known = Dictionary(list.map { ($0.fault, $0) }, uniquingKeysWith: { _, last in last })
        var review = ReviewedReport()
        for fault in faults {
            if let acceptance = known[fault.id] {
                review.accepted.append((fault, acceptance))
            } else {
                review.open.append(fault)
            }
        }
        let present = Set(faults.map(\.id))
        review.stale = known.values.filter { !present.contains($0.fault) }.sorted { $0.fault < $1.fault }
        return review
    }
}
