import Census
import Testing

@Suite("Moments")
struct MomentTests {
    @Test(
        "one instant is the same in every way of writing it",
        arguments: [
            "2018-07-05T01:30:00Z", "2018-07-05T09:30:00+08:00", "2018:07:05 09:30:00+08:00",
            "2018-07-05 01:30:00.000Z",
            "2018-07-04T20:00:00-0530",
        ])
    func forms(text: String) throws {
        // `date -ud 2018-07-05T01:30:00Z +%s` gives 1530754200.
        #expect(try Moment(text) == Moment(secondsSince1970: 1_530_754_200))
    }

    @Test("a camera's local time is no instant until an offset is given")
    func local() throws {
        #expect(throws: MomentError.missingOffset(text: "2018:07:05 09:30:00")) {
            try Moment("2018:07:05 09:30:00")
        }
        let assumed = try Moment("2018:07:05 09:30:00", assumingOffset: Moment.beijingOffsetSeconds)
        #expect(assumed == Moment(secondsSince1970: 1_530_754_200))
        #expect(try Moment("2018:07:05 09:30:00.25", assumingOffset: 28_800).seconds == 1_530_754_200.25)
    }

    @Test(
        "what is no time is refused",
        arguments: [
            "", "0000:00:00 00:00:00Z", "2018-07-05", "2018-07-05T25:00:00Z", "2018-07-05T09:60:00Z",
            "2018-07-05T09:30:00+25:00",
            "2018-07-05X09:30:00Z", "2018-07-05T09:30:00.Z", "2018-02-30T09:30:00Z",
        ])
    func malformed(text: String) {
        #expect(throws: MomentError.malformed(text: text)) { try Moment(text) }
    }

    @Test("the day depends on the zone: half past eleven at night in Beijing is not yet the next day there")
    func civilDay() throws {
        let moment = try Moment("2018-06-30T23:30:00+08:00")
        #expect(moment.day(offsetSeconds: 28_800).description == "2018-06-30")
        #expect(try Moment("2018-06-30T23:30:00Z").day(offsetSeconds: 28_800).description == "2018-07-01")
        #expect(Moment(secondsSince1970: -1).day(offsetSeconds: 0).description == "1969-12-31")
    }
}
