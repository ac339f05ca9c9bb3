/// Writes a feature collection one feature at a time.
///
///     var writer = GeoJSONWriter()
///     for … { writer.append(feature); file.write(writer.takeBytes()) }
///     writer.finish(); file.write(writer.takeBytes())
///
/// Each feature stands on a line of its own. Memory: what has not been taken yet.
public struct GeoJSONWriter: Sendable {
    private var writer = JSONWriter()
    private let style: GeoJSONStyle
    private var isFirst = true
    private var isFinished = false

    /// Starts a collection.
    ///
    /// - Parameters:
    ///   - style: How coordinates are written.
    ///   - foreignMembers: Members to write beside the features, such as a name.
    public init(style: GeoJSONStyle = GeoJSONStyle(), foreignMembers: [JSONMember] = []) {
        self.style = style
        writer.raw("{\"type\":\"FeatureCollection\",")
        for member in foreignMembers {
            writer.string(member.name)
            writer.raw(":")
            writer.value(member.value)
            writer.raw(",")
        }
        writer.raw("\"features\":[")
    }

    /// Writes a feature.
    ///
    /// - Precondition: `finish()` has not been called.
    public mutating func append(_ feature: GeoJSONFeature) {
        precondition(!isFinished, "append features before finish()")
        writer.raw(isFirst ? "\n" : ",\n")
        isFirst = false
        writer.feature(feature, style)
    }

    /// Ends the collection.
    ///
    /// - Precondition: It has not been called before.
    public mutating func finish() {
        precondition(!isFinished, "finish a collection once")
        isFinished = true
        writer.raw("\n]}\n")
    }

    /// Hands over what was written since the last call.
    public mutating func takeBytes() -> [UInt8] {
        defer { writer.bytes.removeAll() }
        return writer.bytes
    }
}

extension JSONWriter {
    mutating func feature(_ feature: GeoJSONFeature, _ style: GeoJSONStyle) {
        raw("{\"type\":\"Feature\",")
        switch feature.id {
        case nil: break
        case .string(let text):
            raw("\"id\":")
            string(text)
            raw(",")
        case .number(let number): raw("\"id\":\(number.text),")
        }
        raw("\"geometry\":")
        if let geometry = feature.geometry { self.geometry(geometry, style) } else { raw("null") }
        raw(",\"properties\":")
        object(feature.properties)
        raw("}")
    }
}
