internal import Census

/// Why something cannot be done with a workspace's zones.
enum ZoneOfficeError: Error, Hashable {
    /// The workspace has no zones yet.
    case noZones(path: String)
    /// The workspace has no zone with this code.
    case noSuchZone(path: String, code: String)
    /// A row of the plan has no usable area.
    case damagedPlan(path: String, row: Int, code: String, reason: LocalizedText)
    /// The least workload, new or kept, is above the greatest.
    case limits(minimum: Double, maximum: Double)
    /// A file that should hold one drawn line holds none or several.
    case notOneLine(path: String, found: Int)
    /// The workspace has no enumerator.
    case noPeople(path: String)
    /// The workspace has no person with this code and the role that is needed.
    case noSuchPerson(path: String, code: String)
    /// The person does not have what should be taken away.
    case notAssigned(zone: String, person: String)
    /// A supervisor was to get something that is no enumerator.
    case supervisorGuides(path: String, person: String, zone: String)
    /// A link names blocks that there are not.
    case linkWithoutBlock(link: String, codes: [String])
    /// A link joins a block with itself.
    case linkToItself(link: String)
    /// A link joins blocks of different parents, which no zone crosses.
    case linkAcrossParents(link: String, parents: [String])
    /// A zone to be locked is no union of blocks.
    case lockedZoneParted(code: String, squareMetres: Double)
    /// A plan changes a zone that was locked by hand.
    case lockedZoneChanged(path: String, code: String)
    /// A plan has gaps, overlaps or borders that do not match.
    case faultyPlan(path: String, faults: [LocalizedText], count: Int)
}

extension ZoneOfficeError {
    /// What is wrong and what to do.
    var text: LocalizedText {
        switch self {
        case .noZones(let path):
            LocalizedText(
                zh: "\(path) 还没有普查小区；先用 bourn zones draw 划分，再导入",
                en: "\(path) has no zones yet; draw them with `bourn zones draw` and take them in")
        case .noSuchZone(let path, let code):
            LocalizedText(zh: "\(path) 没有小区 \(code)", en: "\(path) has no zone \(code)")
        case .limits(let minimum, let maximum):
            LocalizedText(
                zh: "最小工作量 \(minimum.rounded(to: 1)) 大于最大工作量 \(maximum.rounded(to: 1))；请同时给出 --min 和 --max",
                en:
                    "the least workload \(minimum.rounded(to: 1)) is above the greatest, \(maximum.rounded(to: 1)); give both "
                    + "--min and --max"
            )
        case .notOneLine(let path, let found):
            LocalizedText(
                zh: "\(path) 须恰有一条线，现有 \(found) 条",
                en: "\(path) must hold exactly one line; it holds \(found)")
        case .noPeople(let path):
            LocalizedText(
                zh: "\(path) 没有普查员；先用 bourn people import 导入",
                en: "\(path) has no enumerators; import people first")
        case .noSuchPerson(let path, let code):
            LocalizedText(zh: "\(path) 没有普查员 \(code)", en: "\(path) has no enumerator \(code)")
        case .notAssigned(let zone, let person):
            LocalizedText(zh: "\(person) 并不负责 \(zone)", en: "\(person) does not have \(zone)")
        case .supervisorGuides(let path, let person, let zone):
            LocalizedText(
                zh: "\(person) 是普查指导员，只能分配普查员：--zone 请给普查员编号；\(path) 没有普查员 \(zone)",
                en:
                    "\(person) is a supervisor and is given enumerators, not zones: give an enumerator's code as --zone; "
                    + "\(path) has no enumerator \(zone)")
        case .linkWithoutBlock, .linkToItself, .linkAcrossParents: linkText
        case .lockedZoneParted, .lockedZoneChanged: lockText
        case .faultyPlan(let path, let faults, let count):
            LocalizedText(
                zh: "\(path) 有 \(count) 处覆盖问题，没有收入任何小区：\n"
                    + faults.map { "  " + $0.chinese }.joined(separator: "\n")
                    + "\n用 bourn coverage check 和 repair 改好后再收入；确要照收，加 --with-faults（理由记入沿革）",
                en: "\(path) has \(count) faults of coverage; no zone was taken in:\n"
                    + faults.map { "  " + $0.english }.joined(separator: "\n")
                    + "\nmend it with `bourn coverage check` and `repair`; to take it in as it is, give --with-faults, "
                    + "which goes on record with the reason")
        case .damagedPlan(let path, let row, let code, let reason):
            LocalizedText(
                zh: "\(path) 第 \(row) 行（\(code)）没有可用的图形：\(reason.chinese)；没有收入任何小区",
                en:
                    "row \(row) (\(code)) of \(path) has no usable area: \(reason.english); no zone was taken in"
            )
        }
    }
}

extension ZoneOfficeError {
    private var linkText: LocalizedText {
        switch self {
        case .linkWithoutBlock(let link, let codes):
            LocalizedText(
                zh: "--link \(link)：没有代码为 \(codes.joined(separator: "、")) 的地块；请核对地块代码",
                en:
                    "--link \(link): no block has the code \(codes.joined(separator: ", ")); check the blocks' codes"
            )
        case .linkToItself(let link):
            LocalizedText(
                zh: "--link \(link)：两端是同一地块", en: "--link \(link): both ends are the same block")
        case .linkAcrossParents(let link, let parents):
            LocalizedText(
                zh: "--link \(link)：两个地块分属 \(parents.joined(separator: " 和 "))，小区不跨上级，这条连接不起作用；请去掉",
                en:
                    "--link \(link): the blocks belong to \(parents.joined(separator: " and ")), and no zone crosses a parent, "
                    + "so that the link can do nothing; leave it out")
        default: LocalizedText(zh: "", en: "")
        }
    }

    private var lockText: LocalizedText {
        switch self {
        case .lockedZoneParted(let code, let area):
            LocalizedText(
                zh: "--lock \(code)：小区的界线不沿地块（差 \(area.rounded(to: 0)) 平方米），不能原样保留；"
                    + "界线切开地块时须给 --units 和当时的小区，界线画得不同时先对齐",
                en:
                    "--lock \(code): the zone's border does not follow the blocks (\(area.rounded(to: 0)) m² differ), so that it "
                    + "cannot be kept as it is; where it cuts a block give --units, where it was drawn otherwise align it first"
            )
        case .lockedZoneChanged(let path, let code):
            LocalizedText(
                zh: "\(path) 改动了手工锁定的小区 \(code)，没有收入任何小区；先 bourn zones edit unlock，或用 --last 工作区重新划分",
                en:
                    "\(path) changes zone \(code), which is locked by hand; no zone was taken in; unlock it with "
                    + "`bourn zones edit unlock`, or draw again with the workspace as --last")
        default: LocalizedText(zh: "", en: "")
        }
    }
}
