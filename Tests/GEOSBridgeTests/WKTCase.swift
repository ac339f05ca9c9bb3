import GEOSBridge
import Testing

/// One geometry operation on Well-Known Text.
struct WKTCase: Sendable, CustomTestStringConvertible {
    let situation: String
    let a: String
    let b: String
    let expected: String

    init(_ situation: String, _ a: String, _ b: String = "POINT EMPTY", gives expected: String) {
        self.situation = situation
        self.a = a
        self.b = b
        self.expected = expected
    }

    var testDescription: String { situation }
}

/// The normalised text of what an operation gives and of what it should give.
func texts(
    of example: WKTCase,
    _ operation: (borrowing GEOSHandle, borrowing GEOSHandle) throws(GEOSError) -> GEOSHandle
) throws(GEOSError) -> (result: String, expected: String) {
    try withGEOS { geos throws(GEOSError) in
        let result = try operation(geos.read(wkt: example.a), geos.read(wkt: example.b))
        return (
            try result.normalized().wkt(decimals: 9),
            try geos.read(wkt: example.expected).normalized().wkt(decimals: 9)
        )
    }
}

let square = "POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))"
let shifted = "POLYGON ((1 1, 3 1, 3 3, 1 3, 1 1))"
let neighbour = "POLYGON ((2 0, 4 0, 4 2, 2 2, 2 0))"
let bowTie = "POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))"
