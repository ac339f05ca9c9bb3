/// A column of a laboratory's file besides the values of indicators.
public enum LaboratoryField: String, CaseIterable, Sendable {
    /// The label of the bottle.
    case label
    /// What the sample is for: routine, parallel, blank.
    case kind
    /// The label of the sample that a parallel or a blank belongs to.
    case partner
    /// The outfall's code, in any scheme.
    case outfall
    /// When it was sampled.
    case time
    /// The season written on the form.
    case season
    /// The team.
    case team
    /// Who sampled.
    case samplers
    /// The laboratory.
    case laboratory
    /// The laboratory's batch.
    case batch
    /// The unit: of a long file's value, of a wide file's concentrations.
    case unit
    /// The method.
    case method
    /// The detection limit, in the unit of the value.
    case limit
    /// The fraction: total, dissolved, suspended.
    case fraction
    /// The day of analysis.
    case analysed
    /// The instrument.
    case instrument
    /// A long file's indicator.
    case indicator
    /// A long file's value.
    case value
    /// How much of the indicator was added to a spike, in the unit of the value.
    case added

    /// Spellings under which the column is known, besides the field's own name.
    var synonyms: [String] {
        switch self {
        case .label: ["样品编号", "样品标签", "样号", "sample", "sample_id", "sample label"]
        case .kind: ["样品类型", "样品类别", "type", "sample_type"]
        case .partner: ["关联样品", "原样编号", "parent_sample"]
        case .outfall: ["排污口编码", "排污口代码", "编码", "outfall_code", "site"]
        case .time: ["采样时间", "监测时间", "采样日期", "sampled_at", "date"]
        case .season: ["水期", "declared_season"]
        case .team: ["采样组", "采样队", "组别", "队伍"]
        case .samplers: ["采样人", "采样人员", "sampler"]
        case .laboratory: ["实验室", "检测单位", "分析单位", "lab"]
        case .batch: ["批次", "分析批次"]
        case .unit: ["浓度单位", "单位", "计量单位", "units"]
        case .method: ["分析方法", "方法"]
        case .limit: ["检出限", "方法检出限", "detection_limit", "mdl"]
        case .fraction: ["形态"]
        case .analysed: ["分析日期", "检测日期"]
        case .instrument: ["仪器", "仪器编号"]
        case .indicator: ["指标", "项目", "监测项目", "检测项目", "parameter"]
        case .value: ["结果", "监测结果", "检测结果", "数值", "result"]
        case .added: ["加标量"]
        }
    }
}
