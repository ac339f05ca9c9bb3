internal import Census
internal import Coverage
internal import GeoModel

/// A coverage report with the names it is told by.
struct CoverageAnswer {
    /// What was asked.
    let question: CoverageQuestion
    /// What the checker found.
    let report: CoverageReport
    /// What the office has accepted; accepted faults do not count against the coverage.
    let accepted: [AcceptedFault]
    /// How many units lie inside each fault, in the order of the report; `nil` without a directory.
    let units: [Int]?

    /// Joins a report with what is known besides.
    ///
    /// - Parameters:
    ///   - question: What was asked.
    ///   - report: What the checker found.
    ///   - accepted: What the office has accepted.
    ///   - positions: The units of a directory, in the reference of the zones.
    init(
        question: CoverageQuestion, report: CoverageReport, accepted: [AcceptedFault] = [],
        positions: [Position]? = nil
    ) {
        (self.question, self.report, self.accepted) = (question, report, accepted)
        units = positions.map { positions in
            UnitCount.count(positions, in: report.faults.map { $0.geometry.area ?? MultiPolygon([]) })
        }
    }

    /// The places of the faults in the report: those with most units first, then the largest.
    var worklist: [Int] {
        let size = { (fault: Int) in (units?[fault] ?? 0, report.faults[fault].area.value) }
        return report.faults.indices.sorted { a, b in
            size(a) == size(b) ? report.faults[a].id < report.faults[b].id : size(a) > size(b)
        }
    }

    /// Nothing is left to do: no fault that nobody accepted, and every zone has its parent.
    var isFine: Bool {
        report.reviewed(with: accepted).open.isEmpty && question.orphans.isEmpty
    }

    /// The codes of the zones of a fault.
    func codes(of fault: CoverageFault) -> [String] { fault.zones.map { question.zones.codes[$0] } }

    /// The report for programs, by the contract.
    func json(seconds: Stopwatch) -> String {
        let value = JSONValue.object([
            JSONMember("zones", .count(report.zones)), JSONMember("vertices", .count(report.vertices)),
            JSONMember("valid", .bool(report.isValid)), JSONMember("complete", .bool(report.isComplete)),
            JSONMember("summary", summary), JSONMember("orphans", orphans),
            JSONMember("faults", .array(report.faults.indices.map(jsonFault))),
            JSONMember("accepted", acceptedFaults),
            JSONMember("seconds", seconds.json(["read", "check"])),
        ])
        return String(decoding: value.json, as: UTF8.self)
    }

    /// The faults as a GeoJSON feature collection, which any map program opens.
    func geoJSON() -> String {
        var writer = GeoJSONWriter(style: GeoJSONStyle(followsRightHandRule: true))
        for (place, fault) in report.faults.enumerated() {
            writer.append(
                GeoJSONFeature(
                    id: .string(fault.id.description),
                    geometry: fault.geometry.isEmpty ? nil : fault.geometry,
                    properties: properties(ofFault: place)))
        }
        writer.finish()
        return String(decoding: writer.takeBytes(), as: UTF8.self)
    }

    private var summary: JSONValue {
        let kinds: [(FaultKind, String)] = [
            (.gap, "gap"), (.overlap, "overlap"), (.spill, "spill"), (.shortfall, "shortfall"),
            (.mismatch, "mismatch"),
        ]
        var members = kinds.map {
            JSONMember($0.1 + ($0.1 == "mismatch" ? "es" : "s"), .count(report.summary.count($0.0)))
        }
        members.append(JSONMember("invalid", .count(report.summary.count(.invalid))))
        members += kinds.dropLast().map {
            JSONMember($0.1 + "_area_m2", .number(report.summary.area($0.0).value))
        }
        members.append(JSONMember("wide_gaps", .count(report.summary.wideGaps)))
        return .object(members)
    }

    private var acceptedFaults: JSONValue {
        let review = report.reviewed(with: accepted)
        return .object([
            JSONMember("faults", .array(review.accepted.map { .string($0.fault.id.description) })),
            JSONMember("stale", .array(review.stale.map { .string($0.fault.description) })),
        ])
    }

    private var orphans: JSONValue {
        .array(
            question.orphans.map {
                .object([
                    JSONMember("zone", .string(question.zones.codes[$0.zone])),
                    JSONMember("parent", .string($0.parent)),
                ])
            })
    }

    private func jsonFault(_ place: Int) -> JSONValue {
        let fault = report.faults[place]
        let geometry: JSONValue
        do throws(JSONError) {
            geometry = try JSONValue(json: GeoJSON.encode(fault.geometry))
        } catch {
            preconditionFailure("what GeoJSON writes is JSON")
        }
        return .object(
            [JSONMember("id", .string(fault.id.description))] + properties(ofFault: place)
                + [JSONMember("geometry", fault.geometry.isEmpty ? .null : geometry)])
    }

    private func properties(ofFault place: Int) -> [JSONMember] {
        let fault = report.faults[place]
        return [
            JSONMember("kind", .string(fault.kind.rawValue)),
            JSONMember("area_m2", .number(fault.area.value)),
            JSONMember("width_m", .number(fault.width.value)),
            JSONMember("zones", .array(codes(of: fault).map(JSONValue.string))),
            JSONMember("parents", .array(fault.parents.map { .string(question.parents?.codes[$0] ?? "") })),
            JSONMember(
                "neighbours",
                .array(
                    fault.neighbours.map {
                        .object([
                            JSONMember("zone", .string(question.zones.codes[$0.zone])),
                            JSONMember("border_m", .number($0.border.value)),
                        ])
                    })),
            JSONMember("units", units.map { .count($0[place]) } ?? .null),
            JSONMember("cause", fault.cause.map { .string($0.word) } ?? .null),
            JSONMember("shift", fault.cause?.shift ?? .null),
            JSONMember("reason", fault.reason.map { .string($0.text.english) } ?? .null),
        ]
    }
}

extension JSONValue {
    /// A whole number.
    static func count(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }

    /// A number, or null when it is not finite.
    static func number(_ value: Double) -> JSONValue { JSONNumber(value).map(JSONValue.number) ?? .null }
}
