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
    /// Faults narrower than this are counted and not listed; `nil` lists all.
    let leastWidth: Metres?
    /// The level that the zones are, where several were checked.
    let level: String?
    /// What was accepted, by fault.
    private let acceptances: [FaultID: AcceptedFault]

    /// Joins a report with what is known besides.
    ///
    /// - Parameters:
    ///   - question: What was asked.
    ///   - report: What the checker found.
    ///   - accepted: What the office has accepted.
    ///   - positions: The units of a directory, in the reference of the zones.
    ///   - leastWidth: The width of the narrowest faults to list.
    ///   - level: The level that the zones are, where several were checked.
    init(
        question: CoverageQuestion, report: CoverageReport, accepted: [AcceptedFault] = [],
        positions: [Position]? = nil, leastWidth: Metres? = nil, level: String? = nil
    ) {
        (self.question, self.report, self.accepted) = (question, report, accepted)
        (self.leastWidth, self.level) = (leastWidth, level)
        sharedCodes = question.sharedCodes
        acceptances = Dictionary(accepted.map { ($0.fault, $0) }, uniquingKeysWith: { _, last in last })
        units = positions.map { positions in
            UnitCount.count(positions, in: report.faults.map { $0.geometry.area ?? MultiPolygon([]) })
        }
    }

    /// The places in the report of the faults to list: those with most units first, then the largest.
    var worklist: [Int] {
        let size = { (fault: Int) in (units?[fault] ?? 0, report.faults[fault].area.value) }
        return listed.sorted { a, b in
            size(a) == size(b) ? report.faults[a].id < report.faults[b].id : size(a) > size(b)
        }
    }

    /// The places in the report of the faults that are wide enough to list.
    var listed: [Int] {
        report.faults.indices.filter { fault in leastWidth.map { report.faults[fault].width >= $0 } ?? true }
    }

    /// The report parted by what the office has accepted.
    var review: ReviewedReport { report.reviewed(with: accepted) }

    /// Nothing is left to do: no fault that nobody accepted, every zone has its parent and a code of its own.
    var isFine: Bool { review.open.isEmpty && question.orphans.isEmpty && sharedCodes.isEmpty }

    /// Codes that do not tell their zone from another.
    let sharedCodes: [(code: String, zones: Int)]

    /// Who accepted a fault, and why; `nil` when nobody has.
    func acceptance(of fault: CoverageFault) -> AcceptedFault? { acceptances[fault.id] }

    /// The codes of the zones of a fault, ascending whatever the order of the rows.
    func codes(of fault: CoverageFault) -> [String] { zones(of: fault).map { question.zones.codes[$0] } }

    /// The zones of a fault by their codes.
    private func zones(of fault: CoverageFault) -> [Int] {
        let codes = question.zones.codes
        return fault.zones.sorted { (codes[$0], $0) < (codes[$1], $1) }
    }

    /// The neighbours of a fault, those with the longest border first and then by code; borders to the micrometre,
    /// since sums in the last place depend on where rings start.
    private func neighbours(of fault: CoverageFault) -> [(code: String, border: Double)] {
        fault.neighbours.map {
            (code: question.zones.codes[$0.zone], border: ($0.border.value * 1e6).rounded() / 1e6)
        }.sorted { ($1.border, $0.code) < ($0.border, $1.code) }
    }

    /// The codes of the parents that a fault concerns: those the place belongs to, or else the zones' own.
    func parentCodes(of fault: CoverageFault) -> [String] {
        let own = fault.zones.compactMap { question.parentCode(ofZone: $0) }
        let there = fault.parents.compactMap { question.parents?.codes[$0] }
        return Set(fault.kind == .spill || there.isEmpty ? own : there).sorted()
    }

    /// The report for programs, by the contract.
    func json(seconds: Stopwatch) -> String {
        let value = JSONValue.object(
            counts + [
                JSONMember("faults", .array(jsonFaults)),
                JSONMember("accepted", acceptedFaults),
                JSONMember("seconds", seconds.json(["read", "check"])),
            ])
        return String(decoding: value.json, as: UTF8.self)
    }

    /// The verdicts and sums.
    var counts: [JSONMember] {
        [
            JSONMember("zones", .count(report.zones)), JSONMember("vertices", .count(report.vertices)),
            JSONMember("valid", .bool(report.isValid)),
            JSONMember("complete", .bool(report.isComplete && question.orphans.isEmpty)),
            JSONMember("summary", report.summary.json), JSONMember("orphans", orphans),
            JSONMember("shared_codes", jsonSharedCodes),
        ]
    }

    private var jsonSharedCodes: JSONValue {
        .array(
            sharedCodes.map {
                .object([JSONMember("code", .string($0.code)), JSONMember("zones", .count($0.zones))])
            })
    }

    /// The listed faults as a GeoJSON feature collection, which any map program opens.
    func geoJSON() -> String { [self].geoJSON() }

    /// The listed faults for programs.
    var jsonFaults: [JSONValue] { listed.map(jsonFault) }

    private var acceptedFaults: JSONValue {
        let review = review
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

    /// What is known of a fault besides its place.
    func properties(ofFault place: Int) -> [JSONMember] {
        let fault = report.faults[place]
        let acceptance = acceptance(of: fault)
        return [
            JSONMember("kind", .string(fault.kind.rawValue)),
            JSONMember("area_m2", .number(fault.area.value)),
            JSONMember("width_m", .number(fault.width.value)),
            JSONMember("zones", .array(codes(of: fault).map(JSONValue.string))),
            JSONMember(
                "parents",
                .array(fault.parents.map { question.parents?.codes[$0] ?? "" }.sorted().map(JSONValue.string))
            ),
            JSONMember(
                "zone_parents",
                .array(
                    zones(of: fault).map { question.parentCode(ofZone: $0).map(JSONValue.string) ?? .null })),
            JSONMember(
                "neighbours",
                .array(
                    neighbours(of: fault).map {
                        .object([
                            JSONMember("zone", .string($0.code)), JSONMember("border_m", .number($0.border)),
                        ])
                    })),
            JSONMember("units", units.map { .count($0[place]) } ?? .null),
            JSONMember("cause", fault.cause.map { .string($0.word) } ?? .null),
            JSONMember("shift", fault.cause?.shift ?? .null),
            JSONMember("reason", fault.reason.map { .string($0.text.english) } ?? .null),
            JSONMember("accepted_by", acceptance.map { .string($0.person) } ?? .null),
            JSONMember("accepted_for", acceptance.map { .string($0.reason) } ?? .null),
        ] + (level.map { [JSONMember("level", .string($0))] } ?? [])
    }
}

extension [CoverageAnswer] {
    /// The listed faults of all reports as one GeoJSON feature collection.
    func geoJSON() -> String {
        var writer = GeoJSONWriter(style: GeoJSONStyle(followsRightHandRule: true))
        for answer in self {
            for place in answer.listed {
                let fault = answer.report.faults[place]
                writer.append(
                    GeoJSONFeature(
                        id: .string(fault.id.description),
                        geometry: fault.geometry.isEmpty ? nil : fault.geometry,
                        properties: answer.properties(ofFault: place)))
            }
        }
        writer.finish()
        return String(decoding: writer.takeBytes(), as: UTF8.self)
    }
}

extension CoverageSummary {
    /// The counts and areas for programs.
    var json: JSONValue {
        let kinds: [(FaultKind, String)] = [
            (.gap, "gap"), (.overlap, "overlap"), (.spill, "spill"), (.shortfall, "shortfall"),
            (.mismatch, "mismatch"),
        ]
        var members = kinds.map {
            JSONMember($0.1 + ($0.1 == "mismatch" ? "es" : "s"), .count(count($0.0)))
        }
        members.append(JSONMember("invalid", .count(count(.invalid))))
        members += kinds.dropLast().map { JSONMember($0.1 + "_area_m2", .number(area($0.0).value)) }
        members.append(JSONMember("wide_gaps", .count(wideGaps)))
        return .object(members)
    }
}

extension JSONValue {
    /// A whole number.
    static func count(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }

    /// A number, or null when it is not finite.
    static func number(_ value: Double) -> JSONValue { JSONNumber(value).map(JSONValue.number) ?? .null }
}
