internal import CGEOS
public import GeoModel

/// Which of many rectangles meet another: GEOS's sort-tile-recursive tree.
///
/// Built once from envelopes, never changed. Memory: about 60 bytes an envelope.
@safe
public struct GEOSSpatialIndex: ~Copyable {
    private let context: GEOSContext
    private let tree: OpaquePointer

    fileprivate init(in context: GEOSContext) throws(GEOSError) {
        let tree = unsafe try context.checkPointer(
            GEOSSTRtree_create_r(context.pointer, 10), "GEOSSTRtree_create_r")
        self.context = context
        unsafe self.tree = tree
    }

    deinit { unsafe GEOSSTRtree_destroy_r(context.pointer, tree) }

    fileprivate borrowing func insert(_ id: Int, _ envelope: Envelope) throws(GEOSError) {
        precondition(id >= 0, "an index entry needs an id of 0 or more")
        // The tree copies the rectangle. The item is the id itself, one up so that none is null.
        let rectangle = try context.make(envelope)
        let item = unsafe UnsafeMutableRawPointer(bitPattern: id + 1)
        try context.checkSilence(during: "GEOSSTRtree_insert_r") {
            unsafe GEOSSTRtree_insert_r(context.pointer, tree, rectangle.pointer, item)
        }
    }

    /// The ids of all rectangles that share at least a point with an envelope, in ascending order.
    ///
    /// - Complexity: O(log n + k log k) for k answers out of n.
    public borrowing func query(_ envelope: Envelope) throws(GEOSError) -> [Int] {
        let rectangle = try context.make(envelope)
        var found: [Int] = []
        try context.checkSilence(during: "GEOSSTRtree_query_r") {
            unsafe withUnsafeMutablePointer(to: &found) { list in
                unsafe GEOSSTRtree_query_r(
                    context.pointer, tree, rectangle.pointer,
                    { item, list in
                        let id = Int(bitPattern: item) - 1
                        unsafe list?.assumingMemoryBound(to: [Int].self).pointee.append(id)
                    }, list)
            }
        }
        return found.sorted()
    }
}

@available(*, unavailable)
extension GEOSSpatialIndex: Sendable {}

extension GEOSContext {
    /// Indexes envelopes under ids of 0 or more; two entries may share an id.
    ///
    /// - Complexity: O(n log n).
    public func spatialIndex(
        of entries: some Sequence<(id: Int, envelope: Envelope)>
    ) throws(GEOSError) -> GEOSSpatialIndex {
        let index = try GEOSSpatialIndex(in: self)
        for entry in entries { try index.insert(entry.id, entry.envelope) }
        return index
    }

    /// Indexes the features of a table by their positions in it; features without a polygon are left out.
    public func spatialIndex(ofFeatures table: PolygonTable) throws(GEOSError) -> GEOSSpatialIndex {
        try spatialIndex(
            of: (0..<table.count).compactMap { feature in
                let rings = table.rings(ofFeature: feature)
                let vertices =
                    Int(table.ringStarts[rings.lowerBound])..<Int(table.ringStarts[rings.upperBound])
                return Envelope(table.positions[vertices]).map { (id: feature, envelope: $0) }
            })
    }
}
