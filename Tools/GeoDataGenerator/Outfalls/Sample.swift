/// One bottle: what the laboratory's row says.
struct Sample {
    enum Indicator: Int, CaseIterable {
        case cod, bod5, ammonia, totalNitrogen, totalPhosphorus, oil, solids

        var header: String {
            ["化学需氧量", "五日生化需氧量", "氨氮", "总氮", "总磷", "动植物油", "悬浮物"][rawValue]
        }

        /// The detection limit in mg/L, and its method.
        var limit: Double { [4, 0.5, 0.025, 0.05, 0.01, 0.06, 4][rawValue] }

        var method: String {
            [
                "HJ 828-2017", "HJ 505-2009", "HJ 535-2009", "HJ 636-2012", "GB 11893-89", "HJ 637-2018",
                "GB 11901-89",
            ][rawValue]
        }

        var places: Int { [0, 1, 3, 2, 2, 2, 0][rawValue] }
    }

    let key: String
    var kind = "样品"
    var parent = ""
    let outfall: Outfall
    var time: String
    let season: String
    let laboratory: Int
    var flow: Double
    var temperature: Double
    var acidity: Double
    /// In mg/L, in the order of the indicators.
    var values: [Double]
    /// What is planted in the row.
    var findings: [String] = []

    /// Laboratories write codes, units and non-detects each in their own way.
    var code: String { laboratory == 2 ? outfall.codeHJ1235 : outfall.code2018 }
    var unit: String { laboratory == 3 ? "μg/L" : laboratory == 1 ? "g/m3" : "mg/L" }

    func text(_ indicator: Indicator) -> String {
        let value = values[indicator.rawValue]
        let scale = laboratory == 3 ? 1_000.0 : 1
        let limit = indicator.limit * scale
        if value >= 0, value < indicator.limit {
            let written = decimals(
                limit, laboratory == 3 ? 0 : indicator.limit < 0.1 ? 3 : indicator.limit < 1 ? 1 : 0)
            return [written + "L", "<" + written, "ND", "未检出", "\(written)(L)"][
                (laboratory + indicator.rawValue) % 5]
        }
        return decimals(value * scale, laboratory == 3 ? 0 : indicator.places)
    }

    /// The flow in one of six units.
    var flowText: (value: String, unit: String) {
        switch outfall.number % 6 {
        case 1: (decimals(flow / 24, 2), "m3/h")
        case 2: (decimals(flow, 0), "t/d")
        case 3: (decimals(flow / 86_400, 5), "m3/s")
        case 4: (decimals(flow * 365 / 10_000, 3), "万t/a")
        case 5: (decimals(flow / 86.4, 3), "L/s")
        default: (decimals(flow, 0), "m3/d")
        }
    }

}
