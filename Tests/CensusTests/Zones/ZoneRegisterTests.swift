import Census
import Testing

@Suite("the register of codes")
struct ZoneRegisterTests {
    private let village = "990121001201"

    @Test("the first zone of a village is 001, and a retired code is not given again")
    func neverReused() throws {
        var register = ZoneRegister()
        let first = try register.nextCode(in: village)
        #expect(first == "990121001201001")
        register.enter(first, name: "a", town: "t")
        let second = try register.nextCode(in: village)
        register.enter(second, name: "b", town: "t")
        try register.retire(second)
        #expect(try register.nextCode(in: village) == "990121001201003")
        #expect(register.everUsed == [first, second])
    }

    @Test("serials of another width do not count, and the width is a setting")
    func width() throws {
        let entry = ZoneRegister.Entry(name: "", town: "")
        let register = ZoneRegister(["99012100120109": entry], serialWidth: 2)
        #expect(try register.nextCode(in: village) == "99012100120110")
        #expect(try ZoneRegister(["99012100120109": entry]).nextCode(in: village) == "990121001201001")
    }

    @Test("a village whose serials are used up gets no more")
    func exhausted() {
        let register = ZoneRegister(
            ["9901210012019": ZoneRegister.Entry(name: "", town: "", isRetired: true)], serialWidth: 1)
        #expect(throws: ZoneRegister.Refusal.serialsExhausted(village: village, width: 1)) {
            try register.nextCode(in: village)
        }
    }

    @Test("a name is unique among the zones in use of a town, and only there")
    func names() throws {
        var register = ZoneRegister()
        register.enter("990121001201001", name: "甲", town: "t")
        register.enter("990121001201002", name: "乙", town: "t")
        register.enter("990121101201001", name: "甲", town: "u")
        #expect(throws: ZoneRegister.Refusal.nameTaken(name: "甲", by: "990121001201001")) {
            try register.rename("990121001201002", to: "甲")
        }
        try register.retire("990121001201001")
        try register.rename("990121001201002", to: "甲")
        #expect(register.entries["990121001201002"]?.name == "甲")
    }

    @Test("a code that is unknown, retired or renamed to nothing is refused")
    func refusals() throws {
        var register = ZoneRegister()
        register.enter("1", name: "甲", town: "t")
        #expect(throws: ZoneRegister.Refusal.noSuchZone(code: "2")) { try register.rename("2", to: "乙") }
        #expect(throws: ZoneRegister.Refusal.emptyName(code: "1")) { try register.rename("1", to: " ") }
        try register.retire("1")
        #expect(throws: ZoneRegister.Refusal.retired(code: "1")) { try register.retire("1") }
    }

    @Test("villages that share their name are told apart by their digits")
    func sameVillageName() {
        var register = ZoneRegister()
        let name = register.name(forCode: "990121001201001", village: "虚柏村村民委员会", town: "t")
        #expect(name == "虚柏村第一普查小区")
        register.enter("990121001201001", name: name, town: "t")
        #expect(
            register.name(forCode: "990121001202001", village: "虚柏村村民委员会", town: "t")
                == "虚柏村（202）第一普查小区")
    }
}
