/// How a face is covered, as far as counting tells.
///
/// Settled edges, which the arrangement leaves out, change none of the three numbers, so a label holds for the
/// whole face although the zone itself may change inside it.
struct CoverLabel: Hashable, Sendable {
    /// Trusted zones that cover the face.
    var zones: Int32 = 0
    /// Trusted parents that cover the face.
    var parents: Int32 = 0
    /// A `LabelLedger` entry: doubtful features that cover it, and where zones and parents disagree.
    var entry: Int32 = 0
}

/// What a face needs from the reader of the labels.
enum FaceStatus: Sendable {
    /// Covered once, by a zone under its own parent; or outside everything.
    case clean
    /// Covered by no zone.
    case uncovered
    /// Covered by two or more zones, or by a zone outside its parent.
    case contested
}

/// The sparse part of labels, each different one stored once.
///
/// An entry maps a key to a number. The key of a doubtful feature maps to 1 while the feature covers the face.
/// The key of a parent maps to the number of its trusted zones that cover the face, less 1 if it does itself.
final class LabelLedger {
    fileprivate struct Item: Hashable {
        var key: Int32
        var value: Int32
    }

    fileprivate var entries: [[Item]] = [[]]
    private var numbers: [[Item]: Int32] = [[]: 0]
    private var statuses: [CoverLabel: FaceStatus] = [:]
    private let sources: ArcSources

    init(_ sources: ArcSources) { self.sources = sources }

    private var featureCount: Int32 { Int32(sources.table.featureCount) }

    /// The label of a face covered by just these features.
    func label(of features: [Int32]) -> CoverLabel {
        features.reduce(into: CoverLabel()) { apply($1, change: 1, to: &$0) }
    }

    /// Changes a label by one feature.
    ///
    /// The change is +1 when the feature begins to cover and −1 when it ends. For a doubtful feature the
    /// sign is ignored: it begins if it did not cover and ends if it did.
    func apply(_ feature: Int32, change: Int32, to label: inout CoverLabel) {
        let table = sources.table
        let isZone = Int(feature) < table.zoneCount
        if sources.isDoubtful[Int(feature)] {
            let covers = value(of: featureCount + feature, in: label.entry) != 0
            label.entry = entry(label.entry, adding: covers ? -1 : 1, to: featureCount + feature)
            return
        }
        if isZone { label.zones += change } else { label.parents += change }
        if table.hasParents {
            let parent = isZone ? table.parents[Int(feature)] : feature
            label.entry = entry(label.entry, adding: isZone ? change : -change, to: parent)
        }
    }

    private func value(of key: Int32, in entry: Int32) -> Int32 {
        entries[Int(entry)].first { $0.key == key }?.value ?? 0
    }

    private func entry(_ old: Int32, adding change: Int32, to key: Int32) -> Int32 {
        var items = entries[Int(old)]
        if let place = items.firstIndex(where: { $0.key >= key }) {
            if items[place].key == key {
                items[place].value += change
                if items[place].value == 0 { items.remove(at: place) }
            } else {
                items.insert(Item(key: key, value: change), at: place)
            }
        } else {
            items.append(Item(key: key, value: change))
        }
        if let known = numbers[items] { return known }
        let number = Int32(entries.count)
        entries.append(items)
        numbers[items] = number
        return number
    }

    /// The doubtful features that cover a face.
    func doubtful(in label: CoverLabel) -> [Int32] {
        entries[Int(label.entry)].lazy.filter { $0.key >= self.featureCount }.map {
            $0.key - self.featureCount
        }
    }

    /// What to do with a face so labelled.
    func status(of label: CoverLabel) -> FaceStatus {
        if label.entry == 0, !sources.table.hasParents {
            return label.zones == 0 ? .uncovered : label.zones == 1 ? .clean : .contested
        }
        if let known = statuses[label] { return known }
        let status = work(out: label)
        statuses[label] = status
        return status
    }

    private func work(out label: CoverLabel) -> FaceStatus {
        let table = sources.table
        var zones = label.zones
        var parents = label.parents
        var excess: [Int32: Int32] = [:]
        for item in entries[Int(label.entry)] {
            guard item.key >= featureCount else {
                excess[item.key, default: 0] += item.value
                continue
            }
            let feature = Int(item.key - featureCount)
            if feature < table.zoneCount { zones += 1 } else { parents += 1 }
            guard table.hasParents else { continue }
            if feature < table.zoneCount {
                excess[table.parents[feature], default: 0] += 1
            } else {
                excess[Int32(feature), default: 0] -= 1
            }
        }
        if zones == 0 { return table.hasParents && parents == 0 ? .clean : .uncovered }
        if zones > 1 { return .contested }
        return table.hasParents && excess.values.contains { $0 != 0 } ? .contested : .clean
    }
}

extension LabelLedger {
    /// For each entry the doubtful features that cover a face with it.
    func doubtfulOfEntries() -> [[Int32]] {
        entries.indices.map { doubtful(in: CoverLabel(entry: Int32($0))) }
    }
}
