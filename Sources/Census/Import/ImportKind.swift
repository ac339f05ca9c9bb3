/// A kind of thing that an office imports into its workspace, each into a layer of its own.
public enum ImportKind: String, CaseIterable, Sendable {
    /// Administrative divisions of all levels.
    case divisions
    /// Village and community blocks, from which zones are made.
    case blocks
    /// Census zones.
    case zones
    /// Units: the census's objects.
    case units
    /// Rivers, lakes and reservoirs.
    case waterBodies = "water-bodies"
    /// Built-up areas, which decide whether an outfall counts.
    case builtUpAreas = "built-up-areas"
    /// Roads and other lines that people see, along which zones are described.
    case roads
    /// Outfalls of the register.
    case outfalls
}

/// What shape the things of a kind have.
public enum ImportGeometry: Sendable {
    /// An area is required and stored as a multipolygon.
    case area
    /// A point, from coordinates in columns or from the source's geometry; a row without a usable one is kept.
    case position
    /// Any shape, required.
    case any
}

/// How rows of a kind are told apart, so that importing again changes nothing.
public enum ImportIdentity: Sendable {
    /// By code; a second row of the same code in one source is refused.
    case code
    /// By code, suffix and county. Rows alike in all three are kept apart by what else is known of them (see
    /// ``UnitFamily``) and proposed as duplicates, never refused.
    case unit
}

extension ImportKind {
    /// The layer's table in a workspace.
    public var layerName: String {
        switch self {
        case .divisions: "division"
        case .blocks: "block"
        case .zones: "zone"
        case .units: "unit"
        case .waterBodies: "water_body"
        case .builtUpAreas: "built_up_area"
        case .roads: "road"
        case .outfalls: "outfall"
        }
    }

    /// What people call the kind.
    public var title: LocalizedText {
        switch self {
        case .divisions: LocalizedText(zh: "行政区划", en: "divisions")
        case .blocks: LocalizedText(zh: "村（社区）地块", en: "blocks")
        case .zones: LocalizedText(zh: "普查小区", en: "census zones")
        case .units: LocalizedText(zh: "普查对象", en: "units")
        case .waterBodies: LocalizedText(zh: "水体", en: "water bodies")
        case .builtUpAreas: LocalizedText(zh: "建成区", en: "built-up areas")
        case .roads: LocalizedText(zh: "道路", en: "roads")
        case .outfalls: LocalizedText(zh: "入河（湖、库）排污口", en: "outfalls")
        }
    }

    /// The shape of the kind.
    public var geometry: ImportGeometry {
        switch self {
        case .divisions, .blocks, .zones, .builtUpAreas: .area
        case .units, .outfalls: .position
        case .waterBodies, .roads: .any
        }
    }

    /// How rows are told apart.
    public var identity: ImportIdentity { self == .units ? .unit : .code }

    /// The fields that a workspace keeps of the kind, the code first.
    public var fields: [ImportField] {
        switch self {
        case .divisions: ImportField.divisionFields
        case .blocks: ImportField.blockFields
        case .zones: ImportField.zoneFields
        case .units: ImportField.unitFields
        case .waterBodies: ImportField.waterBodyFields
        case .builtUpAreas: ImportField.builtUpAreaFields
        case .roads: ImportField.roadFields
        case .outfalls: ImportField.outfallFields
        }
    }
}
