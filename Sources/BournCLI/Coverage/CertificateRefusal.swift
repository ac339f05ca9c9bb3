internal import Census
internal import Coverage
internal import Foundation
internal import GeoModel
internal import GeoPackageStore

/// Why a coverage cannot be certified: nobody could check the certificate afterwards.
enum CertificateRefusal: Error, Hashable {
    /// Only a GeoPackage holds coordinates bit for bit.
    case noGeoPackage(path: String)
    /// The coordinates were read in another reference than the file declares.
    case otherReference(path: String, used: CRSIdentifier)
    /// Rows have a shape that cannot be read.
    case unreadableShape(path: String, code: String, count: Int)
    /// No zone names a parent that is there.
    case noParent(path: String)
    /// The parents are not of one level: some lie over others.
    case overlappingParents(String, String)

    /// What is wrong and what to do.
    var text: LocalizedText {
        switch self {
        case .noGeoPackage(let path):
            LocalizedText(
                zh: "证书只能按 GeoPackage 复核；请先把 \(path) 转成 .gpkg（如 ogr2ogr）再检查",
                en:
                    "a certificate is checked against a GeoPackage: turn \(path) into a .gpkg first, with ogr2ogr for instance"
            )
        case .otherReference(let path, let used):
            LocalizedText(
                zh: "\(path) 声明的坐标参考不是 \(used)；请先换算或改正其声明，再出具证书",
                en:
                    "\(path) does not declare the reference \(used); convert it, or mend its declaration, first"
            )
        case .unreadableShape(let path, let code, let count):
            LocalizedText(
                zh: "\(path) 有 \(count) 行图形无法读取（如 \(code)）；改正后才能出具证书",
                en:
                    "the shapes of \(count) rows of \(path) cannot be read (\(code), for one); mend them before certifying"
            )
        case .noParent(let path):
            LocalizedText(
                zh: "没有一个小区的上级代码在 \(path) 中；请核对 --parents、--parent-field",
                en: "no zone names a parent that is in \(path); check --parents and --parent-field")
        case .overlappingParents(let one, let other):
            LocalizedText(
                zh: "上级区域 \(one) 与 \(other) 重叠，不是同一级；证书一次只证一级",
                en:
                    "the parents \(one) and \(other) overlap, so they are not of one level; a certificate is for one"
            )
        }
    }

    /// Refuses what no certificate can state so that it can be checked.
    ///
    /// - Complexity: That of one check of the parents.
    static func check(_ question: CoverageQuestion) throws(CertificateRefusal) {
        for areas in [question.zones, question.parents].compactMap(\.self) {
            guard URL(fileURLWithPath: areas.path).pathExtension.lowercased() == "gpkg" else {
                throw .noGeoPackage(path: areas.path)
            }
            guard areas.layer?.reference == question.zones.reference else {
                throw .otherReference(path: areas.path, used: question.zones.reference)
            }
            if let first = areas.damaged.first {
                throw .unreadableShape(
                    path: areas.path, code: areas.codes[first.feature], count: areas.damaged.count)
            }
        }
        guard let parents = question.input.parents else { return }
        guard !parents.codes.isEmpty else { throw .noParent(path: question.parents?.path ?? "") }
        let levels = CoverageChecker().check(
            CoverageInput(zones: parents.table, codes: parents.codes, measure: question.input.measure))
        if let overlap = levels.faults.first(where: { $0.kind == .overlap }) {
            throw .overlappingParents(parents.codes[overlap.zones[0]], parents.codes[overlap.zones[1]])
        }
    }
}
