/// Why a row has no position.
public enum CoordinateRefusal: Error, Hashable, Sendable {
    /// The cells of the position are empty.
    case empty
    /// The longitude cannot be read.
    case longitude(AngleRefusal)
    /// The latitude cannot be read.
    case latitude(AngleRefusal)
    /// The easting cannot be read.
    case easting(AngleRefusal)
    /// The northing cannot be read.
    case northing(AngleRefusal)
    /// The column of both ordinates does not hold two.
    case notTwoCoordinates(String)
    /// The ordinates should name their hemispheres and do not.
    case axisNotNamed(String)
    /// The latitude is beyond 90 degrees and the longitude is not: the columns are exchanged.
    case looksSwapped(longitude: Double, latitude: Double)
    /// The metres do not fit the declared zone.
    case zone(GaussKrugerComplaint)
    /// The position cannot be brought into the workspace's reference.
    case projection(ProjectionFailure)
}

extension CoordinateRefusal {
    /// The reason in words.
    public var text: LocalizedText {
        switch self {
        case .empty: LocalizedText(zh: "没有坐标", en: "there are no coordinates")
        case .longitude(let reason): prefixed("经度", "longitude", reason.text)
        case .latitude(let reason): prefixed("纬度", "latitude", reason.text)
        case .easting(let reason): prefixed("东坐标", "easting", reason.text)
        case .northing(let reason): prefixed("北坐标", "northing", reason.text)
        case .notTwoCoordinates(let text):
            LocalizedText(zh: "“\(text)”不是一对坐标", en: "\"\(text)\" is not a pair of coordinates")
        case .axisNotNamed(let text):
            LocalizedText(
                zh: "“\(text)”没有写明东经、北纬", en: "\"\(text)\" does not say which number is east and which north")
        case .looksSwapped(let longitude, let latitude):
            LocalizedText(
                zh: "纬度 \(latitude) 超出 90 度而经度为 \(longitude)，两列疑似颠倒",
                en:
                    "latitude \(latitude) is beyond 90 degrees and longitude is \(longitude): the columns look exchanged"
            )
        case .zone(let complaint): complaint.text
        case .projection(let failure):
            LocalizedText(
                zh: "无法转换到工作坐标系：\(failure.message)",
                en: "cannot be brought into the workspace's reference: \(failure.message)")
        }
    }

    private func prefixed(_ chinese: String, _ english: String, _ reason: LocalizedText) -> LocalizedText {
        LocalizedText(zh: "\(chinese)：\(reason.chinese)", en: "\(english): \(reason.english)")
    }
}
