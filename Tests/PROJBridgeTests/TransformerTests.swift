import GeoKernels
import GeoModel
import PROJBridge
import TestSupport
import Testing

@Suite("Transforming")
struct TransformerTests {
    @Test("forward and back is the same place to a tenth of a millimetre", arguments: seeds(10))
    func roundTrip(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let places = (0..<5000).map { _ in
            Position(generator.number(in: 115...119), generator.number(in: 18...53))
        }
        let transformer = try CoordinateTransformer(from: .epsg(4490), to: .epsg(4527))
        var moved = places
        #expect(transformer.transform(&moved).isEmpty)
        #expect(transformer.transform(&moved, .inverse).isEmpty)
        #expect(zip(moved, places).allSatisfy { abs($0.x - $1.x) < 1e-9 && abs($0.y - $1.y) < 1e-9 })
    }

    @Test(
        "a run longer than a chunk is transformed as its positions one by one",
        arguments: [0, 1, 4096, 4097, 9000])
    func chunks(count: Int) throws {
        let transformer = try CoordinateTransformer(from: .epsg(4490), to: .epsg(4528))
        let places = (0..<count).map { Position(118 + Double($0) * 1e-4, 32) }
        var run = places
        #expect(transformer.transform(&run).isEmpty)
        for index in stride(from: 0, to: count, by: 997) {
            #expect(run[index] == transformer.transform(places[index]))
        }
        #expect(run.last == places.last.flatMap { transformer.transform($0) })
    }

    @Test("positions that cannot be transformed are located values; the others are transformed")
    func failures() throws {
        let transformer = try CoordinateTransformer(from: .epsg(4490), to: .epsg(4528))
        let bad: [Int: (Position, TransformFailure.Reason)] = [
            0: (Position(.infinity, 30), .notFinite), 5: (Position(120, 91), .invalidCoordinate),
            4096: (Position(120, .infinity), .notFinite), 4999: (Position(.nan, 30), .notFinite),
        ]
        var run = (0..<5000).map { bad[$0]?.0 ?? Position(120, 32) }
        let good = try #require(transformer.transform(Position(120, 32)))
        let failures = transformer.transform(&run)
        #expect(failures.map(\.index) == [0, 5, 4096, 4999])
        #expect(failures.map(\.reason) == [0, 5, 4096, 4999].map { bad[$0]?.1 })
        #expect(failures[1].position == Position(120, 91))
        #expect(run[5] == Position(120, 91))
        #expect(run.enumerated().allSatisfy { bad[$0.offset] != nil || $0.element == good })
        #expect(transformer.transform(Position(120, 91)) == nil)
    }

    @Test("CGCS2000 and WGS 84 are taken as equal")
    func identity() throws {
        let transformer = try CoordinateTransformer(from: CRSIdentifier.epsg(4326), to: .cgcs2000)
        let place = Position(116.391, 39.907)
        let found = try #require(transformer.transform(place))
        #expect(abs(found.x - place.x) < 1e-11 && abs(found.y - place.y) < 1e-8)
    }

    @Test("systems given in the user's words are transformed")
    func custom() throws {
        let albers = CRSDefinition.custom(
            "+proj=aea +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +ellps=GRS80 +units=m")
        let transformer = try CoordinateTransformer(from: .epsg(4490), to: albers)
        let beijing = try #require(transformer.transform(Position(116.391, 39.907)))
        // An independent property rather than a figure: the standard parallels keep their length.
        let west = try #require(transformer.transform(Position(104.9995, 25)))
        let east = try #require(transformer.transform(Position(105.0005, 25)))
        let length = LocalMetric(atLatitude: 25, ellipsoid: .cgcs2000).metresPerUnitX * 0.001
        #expect(abs(east.x - west.x - length) < 1e-6)
        #expect(beijing.x > 900_000 && beijing.x < 1_000_000)
    }

    @Test("a hundred tasks share a transformer", .timeLimit(.minutes(10)))
    func concurrent() async throws {
        let transformer = try CoordinateTransformer(from: .epsg(4490), to: .epsg(4528), shardCount: 3)
        let places = (0..<10_000).map {
            Position(118 + Double($0 % 100) * 0.01, 30 + Double($0 / 100) * 0.01)
        }
        var expected = places
        #expect(transformer.transform(&expected).isEmpty)
        let results = await withTaskGroup(of: [Position].self) { group in
            for _ in 0..<100 {
                group.addTask {
                    var run = places
                    _ = transformer.transform(&run)
                    return run
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count == 100)
        #expect(results.allSatisfy { $0 == expected })
    }

    @Test("a transformer without shards is a mistake of the caller")
    func noShards() async {
        await #expect(processExitsWith: .failure) {
            _ = try CoordinateTransformer(from: .epsg(4490), to: .epsg(4528), shardCount: 0)
        }
    }
}
