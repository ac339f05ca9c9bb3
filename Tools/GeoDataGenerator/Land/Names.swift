/// Names that no real place bears: each says in Chinese that it is imagined.
enum Names {
    static let province = "乌有省"
    static let city = "幻州市"
    static let counties = ["虚川县", "拟溪县"]
    static let zone = "幻州乌有经济开发区"
    static let zoneTowns = ["乌有开发区一园", "乌有开发区二园"]
    static let seats = ["虚川街道", "拟溪街道"]
    static let towns = [
        "子虚镇", "亡是镇", "无何乡", "南柯梦镇", "黄粱镇", "非想乡", "设问镇", "若雾镇", "如烟乡", "镜花镇",
        "水月镇", "假山乡", "蜃楼镇", "空中镇", "画饼乡", "幻云镇",
    ]
    static let rivers = ["幻水", "虚河", "拟溪", "若溪", "如川", "空涧", "梦渠", "假河", "蜃溪", "镜沟"]
    static let lake = "镜花湖"
    static let reservoir = "水月水库"

    private static let first = ["幻", "虚", "拟", "若", "如", "乌", "梦", "假", "设", "未", "空", "蜃"]
    private static let second = [
        "杏", "柏", "枫", "棠", "鹭", "鲤", "砚", "铃", "笛", "帆", "星", "岚", "桐", "荻", "苇", "槿", "雁",
    ]

    /// The two characters of a village, different for each number below 204.
    static func village(_ number: Int) -> String {
        first[number % first.count] + second[(number / first.count + number) % second.count]
    }

    static let brands = [
        "云杉", "远帆", "金穗", "恒岳", "瑞禾", "明砚", "华铃", "新笛", "安棠", "顺鹭", "丰桐", "宏苇", "永槿", "立雁", "嘉岚", "泰荻",
        "盛枫", "博柏", "祥杏", "富鲤",
    ]

    static let brandFirst = "云远金恒瑞明华新安顺丰宏永立嘉泰盛博祥富鼎晟昊锦".map(String.init)
    static let brandSecond = "杉帆穗岳禾砚铃笛棠鹭桐苇槿雁岚荻枫柏杏鲤兴达源和晖朗".map(String.init)
}
