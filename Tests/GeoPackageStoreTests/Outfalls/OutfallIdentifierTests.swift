import Foundation
import Testing

@testable import GeoPackageStore

@Suite("Identifiers of register entries")
struct OutfallIdentifierTests {
    @Test("the example of RFC 9562 A.6 has its time, its version and its variant")
    func example() {
        // Tuesday, 22 February 2022 14:22:22 GMT-05:00; 0x0C4 of 4096 parts of a millisecond are 47,852 ns.
        let made = OutfallIdentifier.identifier(
            nanoseconds: 1_645_557_742_000_000_000 + 47_852, random: 0x18C4_DC0C_0C07_398F << 2)
        #expect(made == "017f22e2-79b0-70c4-98c4-dc0c0c07398f")
    }

    @Test("those of later times stand behind, and no two are alike")
    func order() {
        let start = 1_524_000_000.0
        let made = (0..<1000).map {
            OutfallIdentifier.next(at: Date(timeIntervalSince1970: start + Double($0) / 1000))
        }
        #expect(made == made.sorted())
        #expect(
            Set((0..<1000).map { _ in OutfallIdentifier.next(at: Date(timeIntervalSince1970: start)) }).count
                == 1000)
        #expect(made.allSatisfy { UUID(uuidString: $0) != nil })
    }
}
