/// A mapping that does not fit a laboratory's file.
public enum LaboratoryMappingError: Error, Hashable, Sendable {
    /// A line is not of the form `field=column`.
    case notAPair(String)
    /// There is no such field or indicator.
    case unknownField(String)
    /// The file has no such column.
    case unknownColumn(String, field: String, columns: [String])
    /// A column is needed and was not found.
    case missing(LaboratoryField, columns: [String])
    /// Neither columns of indicators nor a column of values were found.
    case noValues(columns: [String])
    /// Two columns feed the same indicator.
    case twice(indicator: String, columns: [String])
    /// A unit is not known.
    case unit(UnitError, field: String)
}

/// Which columns of a laboratory's file hold what.
public struct LaboratoryColumns: Hashable, Sendable {
    /// A column of values of one indicator.
    public struct ValueColumn: Hashable, Sendable {
        /// The code of the indicator.
        public let indicator: String
        /// The column of its values.
        public let column: Int
        /// The unit that holds for the whole column.
        public var unit: MeasurementUnit?
        /// The column that tells each value's unit.
        public var unitColumn: Int?
    }

    /// The columns of fields that were found.
    public private(set) var fields: [LaboratoryField: Int] = [:]
    /// The columns of indicators, in the file's order; empty in a long file.
    public private(set) var values: [ValueColumn] = []
    /// The lines that lead to the same columns again.
    public private(set) var described: [(field: String, column: String)] = []
    /// Columns that feed nothing.
    public private(set) var unused: [String] = []

    /// Each row is one result rather than one sample.
    public var isLong: Bool { values.isEmpty }

    /// Finds the columns by a saved mapping, otherwise by their names.
    ///
    /// A mapping has lines `field=column`, `COD=column`, `COD.unit=mg/L` (for the whole column) and
    /// `COD.unit_column=column`. A unit may stand in brackets behind the name of an indicator, or in a column that is called
    /// like the indicator with 单位 or `unit` behind it.
    ///
    /// - Parameters:
    ///   - columns: The file's columns.
    ///   - mapping: The lines of the mapping; may be empty.
    ///   - catalogue: The known indicators.
    /// - Throws: `LaboratoryMappingError`.
    public init(
        _ columns: [String], mapping: [String] = [], catalogue: IndicatorCatalogue
    ) throws(LaboratoryMappingError) {
        let names = columns.map { trimmed($0) }
        var taken: Set<Int> = []
        var pending: [(indicator: String, detail: String, value: String)] = []
        for line in mapping where !trimmed(line).isEmpty {
            guard let split = line.firstIndex(of: "=") else { throw .notAPair(line) }
            let field = trimmed(line[..<split])
            let value = trimmed(line[line.index(after: split)...])
            if let detail = Self.detail(of: field, catalogue) {
                pending.append((detail.indicator, detail.detail, value))
                continue
            }
            guard let column = names.firstIndex(of: value) else {
                throw .unknownColumn(value, field: field, columns: columns)
            }
            taken.insert(column)
            if let known = LaboratoryField(rawValue: field) {
                fields[known] = column
            } else if let indicator = catalogue.indicator(spelled: field) {
                values.append(ValueColumn(indicator: indicator.code, column: column))
            } else {
                throw .unknownField(field)
            }
        }
        findFields(names, &taken)
        if fields[.value] == nil { try findValues(names, &taken, catalogue) }
        try add(pending, names, &taken)
        findUnitColumns(names, &taken, catalogue)
        try check(columns)
        describe(columns, taken)
    }

    /// `COD.unit` and `COD.unit_column` say more of an indicator's column.
    private static func detail(
        of field: String, _ catalogue: IndicatorCatalogue
    ) -> (indicator: String, detail: String)? {
        for ending in [".unit", ".unit_column"] where field.hasSuffix(ending) {
            guard let indicator = catalogue.indicator(spelled: String(field.dropLast(ending.count))) else {
                continue
            }
            return (indicator.code, ending)
        }
        return nil
    }

    private mutating func findFields(_ names: [String], _ taken: inout Set<Int>) {
        for field in LaboratoryField.allCases where fields[field] == nil {
            let spellings = [field.rawValue] + field.synonyms
            let found = spellings.lazy.compactMap { spelling in
                names.indices.first { names[$0].lowercased() == spelling }
            }.first { !taken.contains($0) }
            if let found {
                fields[field] = found
                taken.insert(found)
            }
        }
    }

    private mutating func findValues(
        _ names: [String], _ taken: inout Set<Int>, _ catalogue: IndicatorCatalogue
    ) throws(LaboratoryMappingError) {
        for (index, name) in names.enumerated() where !taken.contains(index) {
            let split = Self.unitInName(name)
            guard
                let indicator = catalogue.indicator(spelled: name) ?? catalogue.indicator(spelled: split.name)
            else { continue }
            // A column named in the mapping is preferred to one that is only called like the indicator.
            if values.contains(where: {
                $0.indicator == indicator.code && mappedEarlier($0, names, catalogue)
            }) {
                continue
            }
            values.append(ValueColumn(indicator: indicator.code, column: index, unit: split.unit))
            taken.insert(index)
        }
        values.sort { $0.column < $1.column }
    }

    private func mappedEarlier(
        _ value: ValueColumn, _ names: [String], _ catalogue: IndicatorCatalogue
    ) -> Bool {
        let name = names[value.column]
        let spelled =
            catalogue.indicator(spelled: name) ?? catalogue.indicator(spelled: Self.unitInName(name).name)
        return spelled?.code != value.indicator
    }

    /// Splits `化学需氧量（mg/L）` into the name and its unit.
    private static func unitInName(_ name: String) -> (name: String, unit: MeasurementUnit?) {
        let plain = halfWidth(name)
        guard plain.last == ")", let open = plain.lastIndex(of: "(") else { return (name, nil) }
        let inside = String(plain[plain.index(after: open)...].dropLast())
        // What is no unit belongs to the name.
        guard let unit = try? MeasurementUnit(spelling: inside) else { return (name, nil) }
        return (String(plain[..<open]), unit)
    }

    private mutating func add(
        _ pending: [(indicator: String, detail: String, value: String)], _ names: [String],
        _ taken: inout Set<Int>
    ) throws(LaboratoryMappingError) {
        for (indicator, detail, value) in pending {
            let field = indicator + detail
            guard let place = values.firstIndex(where: { $0.indicator == indicator }) else {
                throw .unknownField(field)
            }
            if detail == ".unit" {
                do throws(UnitError) { values[place].unit = try MeasurementUnit(spelling: value) } catch {
                    throw .unit(error, field: field)
                }
            } else {
                guard let column = names.firstIndex(of: value) else {
                    throw .unknownColumn(value, field: field, columns: names)
                }
                values[place].unitColumn = column
                taken.insert(column)
            }
        }
    }

    private mutating func findUnitColumns(
        _ names: [String], _ taken: inout Set<Int>, _ catalogue: IndicatorCatalogue
    ) {
        for (index, name) in names.enumerated() where !taken.contains(index) {
            for ending in ["单位", "_unit", " unit"] where name.lowercased().hasSuffix(ending) {
                let spelling = String(name.dropLast(ending.count))
                guard let code = catalogue.indicator(spelled: spelling)?.code,
                    let place = values.firstIndex(where: { $0.indicator == code })
                else { continue }
                values[place].unitColumn = index
                taken.insert(index)
            }
        }
    }

    private func check(_ columns: [String]) throws(LaboratoryMappingError) {
        for field in [LaboratoryField.label, .outfall, .time] where fields[field] == nil {
            throw .missing(field, columns: columns)
        }
        if fields[.value] != nil, fields[.indicator] == nil { throw .missing(.indicator, columns: columns) }
        guard !values.isEmpty || fields[.value] != nil else { throw .noValues(columns: columns) }
        for value in values {
            let same = values.filter { $0.indicator == value.indicator }.map { columns[$0.column] }
            if same.count > 1 { throw .twice(indicator: value.indicator, columns: same) }
        }
    }

    private mutating func describe(_ columns: [String], _ taken: Set<Int>) {
        described = LaboratoryField.allCases.compactMap { field in
            fields[field].map { (field.rawValue, columns[$0]) }
        }
        for value in values {
            described.append((value.indicator, columns[value.column]))
            if let unit = value.unit { described.append(("\(value.indicator).unit", unit.code)) }
            if let column = value.unitColumn {
                described.append(("\(value.indicator).unit_column", columns[column]))
            }
        }
        unused = columns.indices.filter { !taken.contains($0) }.map { columns[$0] }
    }

    /// Compares what was found where.
    public static func == (a: LaboratoryColumns, b: LaboratoryColumns) -> Bool {
        a.fields == b.fields && a.values == b.values
    }

    /// Hashes what was found where.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(fields)
        hasher.combine(values)
    }
}
