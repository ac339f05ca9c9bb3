internal import Census
internal import GeoModel
internal import GeoPackageStore

/// The register of outfalls in the columns of form S104.
struct RegisterForm {
    private let divisions: [String: String]
    private let rows: LayerRowSource
    private let columns: [String: Int]

    /// Opens the register of a workspace.
    init(_ path: String) throws {
        let file = try GeoPackageFile(path: path)
        rows = LayerRowSource(
            LayerReader(try file.layer(named: ImportKind.outfalls.layerName), of: file))
        columns = Dictionary(rows.columns.enumerated().map { ($1, $0) }) { first, _ in first }
        divisions = try Self.divisions(file)
    }

    private static func divisions(_ file: GeoPackageFile) throws -> [String: String] {
        var names: [String: String] = [:]
        let reader = LayerReader(try file.layer(named: ImportKind.divisions.layerName), of: file)
        try reader.forEachRow(fields: ["code", "name"]) { row in
            if let code = row.text(0) { names[code] = row.text(1) ?? "" }
        }
        return names
    }

    /// The form, for outfalls of some codes.
    func table(of outfalls: [MonitoredOutfall]) throws -> FormTable {
        let wanted = Set(outfalls.map(\.code))
        var found: [[String]] = []
        try rows.forEachRow { row in
            func text(_ column: String) -> String {
                columns[column].flatMap { $0 < row.values.count ? row.values[$0] : nil } ?? ""
            }
            guard wanted.contains(text("code")) else { return }
            found.append(cells(text, of: row))
        }
        return FormTable(
            name: "S104", columns: OutfallForm.s104.map(\.heading.chinese),
            rows: found.sorted { $0[1] < $1[1] })
    }

    private func cells(_ text: (String) -> String, of row: SourceRow) -> [String] {
        let division = text("division_code")
        func area(_ digits: Int) -> String {
            divisions[String(division.prefix(digits))] ?? divisions[
                String(division.prefix(digits)).padded(to: 12)] ?? ""
        }
        let others = SourceFields(text("source_fields"))
        var (longitude, latitude) = (Self.noAngle, Self.noAngle)
        if case .value(.point(let position?), _) = row.geometry {
            (longitude, latitude) = (Self.angle(position.x), Self.angle(position.y))
        }
        let head = [
            text("name"), text("code"), text("category"), area(2), area(4), area(6), area(9), text("address"),
            division,
        ]
        let rest = [
            text("operator"), text("scale"), text("type"), text("discharge_mode"), text("discharge_other"),
            text("water_name"), text("water_code"), others["填报人"] ?? others["填表人"] ?? "",
            others["审核人"] ?? "", others["填报日期"] ?? others["填表日期"] ?? "",
        ]
        return head + longitude + latitude + rest
    }
}

extension RegisterForm {
    private static let noAngle = ["", "", "", ""]

    /// Degrees, minutes, seconds, and decimal degrees.
    private static func angle(_ degrees: Double) -> [String] {
        guard degrees.magnitude <= 360 else { return ["", "", "", Figure.text(degrees)] }
        let parts = SexagesimalAngle(degrees)
        return [parts.degrees, "\(parts.minutes)", parts.seconds, Figure.text(degrees)]
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: "0", count: max(0, width - count))
    }
}

/// A source's other columns as the workspace keeps them.
private struct SourceFields {
    private let members: [JSONMember]

    init(_ json: String) {
        // A text that another program broke has no fields.
        if case .object(let members)? = try? JSONValue(json: Array(json.utf8)) {
            self.members = members
        } else {
            members = []
        }
    }

    subscript(name: String) -> String? {
        guard case .string(let text)? = members.first(where: { $0.name == name })?.value else { return nil }
        return text
    }
}
