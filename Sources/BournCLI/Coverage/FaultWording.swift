internal import Census
internal import Coverage
internal import GeoModel

extension FaultKind {
    /// What people call the kind.
    var title: LocalizedText {
        switch self {
        case .gap: LocalizedText(zh: "漏（空隙）", en: "gap")
        case .overlap: LocalizedText(zh: "重（重叠）", en: "overlap")
        case .spill: LocalizedText(zh: "越界", en: "spill over the parent's border")
        case .shortfall: LocalizedText(zh: "未满（界内未覆盖）", en: "shortfall along the parent's border")
        case .mismatch: LocalizedText(zh: "界线不一致", en: "mismatched border")
        case .invalid: LocalizedText(zh: "图形无效", en: "invalid zone")
        }
    }
}

extension FaultCause {
    /// A vector in the unit of the reference.
    private static func vector(_ dx: Double, _ dy: Double) -> String {
        "\(dx.rounded(to: 6)), \(dy.rounded(to: 6))"
    }

    /// By how much something was moved, for programs; `nil` for other causes.
    var shift: JSONValue? {
        switch self {
        case .displacedCopy(let dx, let dy), .datumShift(let dx, let dy): .array([.number(dx), .number(dy)])
        default: nil
        }
    }

    /// A stable word for the cause.
    var word: String {
        switch self {
        case .duplicatedZone: "duplicated-zone"
        case .missingZone: "missing-zone"
        case .missingVertex: "missing-vertex"
        case .unsnappedBorder: "unsnapped-border"
        case .displacedCopy: "displaced-copy"
        case .datumShift: "datum-shift"
        case .invalidZone: "invalid-zone"
        case .partsOfOneZone: "parts-of-one-zone"
        case .wrongParent: "wrong-parent"
        }
    }

    /// The cause and what to do about it.
    var text: LocalizedText {
        switch self {
        case .duplicatedZone:
            LocalizedText(zh: "小区重复；删去其一", en: "the zone stands twice; remove one")
        case .missingZone:
            LocalizedText(zh: "像是缺少一个小区；补上它", en: "a zone seems to be missing; add it")
        case .missingVertex:
            LocalizedText(zh: "一侧缺少顶点；补上邻区的顶点", en: "one side lacks a vertex; insert the neighbour's")
        case .unsnappedBorder:
            LocalizedText(zh: "共同界线画了两次而未咬合", en: "the common border was drawn twice and never snapped")
        case .displacedCopy(let dx, let dy):
            LocalizedText(
                zh: "小区整体错位（\(Self.vector(dx, dy))）；核对坐标系",
                en: "the zone is displaced as a whole (by \(Self.vector(dx, dy))); check its datum")
        case .datumShift(let dx, let dy):
            LocalizedText(
                zh: "整个图层错位（\(Self.vector(dx, dy))）；核对坐标系",
                en: "the whole layer is displaced (by \(Self.vector(dx, dy))); check its datum")
        case .invalidZone:
            LocalizedText(zh: "小区图形无效；先改正它", en: "a zone's rings are not valid; mend them first")
        case .partsOfOneZone:
            LocalizedText(
                zh: "四周只有一个小区：是它的洞（湖泊？飞地？）或各部分之间的空隙",
                en:
                    "one zone alone lies around it: a hole in it (a lake? an enclave?) or space between its parts"
            )
        case .wrongParent:
            LocalizedText(
                zh: "整个小区在别的上级区域之内；核对其上级代码",
                en: "the whole zone lies in another parent; check its parent's code")
        }
    }
}

extension InvalidReason {
    /// The reason for people.
    var text: LocalizedText {
        switch self {
        case .selfCrossing: LocalizedText(zh: "界线自相交", en: "its border crosses itself")
        case .selfTouch: LocalizedText(zh: "环自相接触", en: "a ring touches itself")
        case .repeatedEdge: LocalizedText(zh: "界线重复", en: "a stretch of border is drawn twice")
        case .collapsedRing:
            LocalizedText(zh: "环的不同顶点少于三个", en: "a ring has fewer than three different vertices")
        case .spike: LocalizedText(zh: "有尖刺或不围面的环", en: "a ring has a spike or encloses nothing")
        case .holeOutsideShell: LocalizedText(zh: "洞在外环之外", en: "a hole lies outside the outer ring")
        case .nestedHoles: LocalizedText(zh: "洞中有洞", en: "a hole lies inside a hole")
        case .nestedShells: LocalizedText(zh: "一部分在另一部分之内", en: "a part lies inside another part")
        case .disconnectedInterior:
            LocalizedText(zh: "内部被环切断", en: "touching rings cut the inside into pieces")
        case .empty: LocalizedText(zh: "没有图形", en: "there is no geometry")
        case .undecodable(let reason): LocalizedText(zh: reason, en: reason)
        }
    }
}
