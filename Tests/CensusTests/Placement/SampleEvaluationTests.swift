import Census
import GeoModel
import Testing

@Suite("planted coordinate mistakes of the sample county")
struct SampleEvaluationTests {
    /// The name by which the answer file calls a suspicion; `nil` for those that are no mistake by themselves.
    private func kind(_ suspicion: PlacementSuspicion) -> String? {
        switch suspicion {
        case .noPosition: "no-coordinate"
        case .zero: "zero-zero"
        case .swappedAxes: "swapped-axes"
        case .batchMisread(.fromGCJ02): "gcj02-as-cgcs2000"
        case .batchMisread(.fromBD09): "bd09-as-cgcs2000"
        case .batchMisread(.minutesTypedAsDecimals), .minutesTypedAsDecimals: "dms-as-decimal"
        case .batchMisread(.exchangedNorthingEasting): "northing-easting-exchanged"
        case .batchMisread(.swappedAxes): "swapped-axes"
        case .batchMisread(.meridianShift): "wrong-meridian-or-prefix"
        case .truncatedDigits: "truncated-digits"
        case .manyOnOnePoint: "many-on-one-point"
        case .villageCentre: "village-centre"
        case .declaredZoneDiffers: "declared-zone-differs"
        case .batchMisread(.identity), .declaredZoneUnknown, .outsideZones, .severalZones, .nearBorder: nil
        case .zoneWithoutCode, .reference: nil
        }
    }

    @Test("every kind is found with precision and recall of at least 0.95")
    func bar() throws {
        let sample = try SampleDirectory()
        let reader = CorrectionReader(unproject: InverseGaussKruger.position)
        let findings = BatchDatumTest(reader: reader).findings(for: sample.points, in: sample.zones)
        let review = PlacementReview(
            zones: sample.zones, villageCentres: sample.centres, reader: reader)
        var reports: [String: Set<String>] = [:]
        for unit in review.review(sample.points, findings: findings) {
            for name in unit.suspicions.compactMap(kind) {
                reports[name, default: []].insert(unit.placement.id)
            }
        }
        // A wrong prefix and a wrong meridian are one mistake to a point: it lies whole zones off.
        var answers: [String: Set<String>] = [:]
        for (name, rows) in sample.answers {
            switch name {
            case "wrong-central-meridian", "wrong-zone-prefix":
                answers["wrong-meridian-or-prefix", default: []].formUnion(rows)
            case let name where reports[name] != nil: answers[name] = rows
            default: break
            }
        }
        let evaluation = DetectionEvaluation(answers: answers, reports: reports)
        print(evaluation.table)
        #expect(evaluation.scores.count == 12)
        for score in evaluation.scores {
            #expect(score.reaches(), "\(score.kind): precision \(score.precision), recall \(score.recall)")
        }
    }
}
