import Census
import Testing

@Suite("names of zones")
struct ZoneNamesTests {
    @Test(
        "a committee governs a place of its name",
        arguments: [
            ("虚柏村村民委员会", "虚柏村"), ("幻杏社区居民委员会", "幻杏社区"), ("乌有开发区虚拟社区", "乌有开发区虚拟社区"),
            ("", ""),
        ])
    func place(committee: String, place: String) {
        #expect(ZoneNames.place(committee) == place)
    }

    @Test("zones of one town that share a name are called by their village, others as they are")
    func distinct() {
        let zones = [
            (code: "990121001001001", name: "第一普查小区", parent: "t"),
            (code: "990121001201001", name: "第一普查小区", parent: "t"),
            (code: "990121001201002", name: "第二普查小区", parent: "t"),
            (code: "990121101201001", name: "第一普查小区", parent: "u"),
        ]
        let names = ZoneNames.distinct(
            zones, villageNames: ["990121001001": "幻杏社区居民委员会", "990121001201": "虚柏村村民委员会"])
        #expect(names == ["幻杏社区第一普查小区", "虚柏村第一普查小区", "第二普查小区", "第一普查小区"])
    }

    @Test("a name that has its village already does not get it twice")
    func alreadyFull() {
        #expect(ZoneNames.full(village: "虚柏村村民委员会", ordinal: "虚柏村第一普查小区") == "虚柏村第一普查小区")
    }
}
