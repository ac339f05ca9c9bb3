internal import Census

/// What the colours and lines of a map mean.
struct MapKey {
    /// Something that is drawn.
    enum Entry {
        case zones, joined, official, faults, water, builtUp, units, outfalls, views
    }

    private let entries: [Entry]

    /// Makes a key of what is drawn.
    init(_ entries: [Entry?]) { self.entries = entries.compactMap(\.self) }

    /// The key as HTML.
    var html: String {
        entries.map { "<span class=\"key\" style=\"\($0.style)\"></span>\($0.text.html)" }.joined()
    }
}

extension MapKey.Entry {
    fileprivate var style: String {
        switch self {
        case .zones: "background:#dce8d4"
        case .joined: "height:0;border:0;border-top:3px solid #1c2733;vertical-align:4px"
        case .official: "height:0;border:0;border-top:2px dashed #7b3fa0;vertical-align:4px"
        case .faults: "background:#d8232a"
        case .water: "background:#8fbfe0"
        case .builtUp: "background:#c9c0ba"
        case .units: "background:#33424f"
        case .outfalls: "background:#ffb000"
        case .views: "background:#9fc4e8"
        }
    }

    fileprivate var text: LocalizedText {
        switch self {
        case .zones: LocalizedText(zh: "普查小区", en: "zones")
        case .joined: LocalizedText(zh: "由小区合并的上级区域", en: "larger areas joined from zones")
        case .official: LocalizedText(zh: "上级区域的法定界线", en: "official border of the parents")
        case .faults: LocalizedText(zh: "问题", en: "faults")
        case .water: LocalizedText(zh: "水体", en: "water")
        case .builtUp: LocalizedText(zh: "建成区", en: "built-up area")
        case .units: LocalizedText(zh: "普查对象", en: "units")
        case .outfalls: LocalizedText(zh: "排污口", en: "outfalls")
        case .views: LocalizedText(zh: "照片视域（红边为存疑）", en: "views of photos (red: to be checked)")
        }
    }
}
