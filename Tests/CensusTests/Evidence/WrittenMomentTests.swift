import Census
import Testing

@Suite("Times as forms write them")
struct WrittenMomentTests {
    @Test(
        "every form of a time that offices' files have means the same moment",
        arguments: [
            "2018-03-13 09:27:00", "2018-03-13T09:27:00+08:00", "2018-03-13T01:27:00Z", "2018/3/13 9:27",
            "2018-03-13 09:27", "2018年3月13日 9时27分", "2018.3.13 9:27:00", "43172.39375", "２０１８-03-13 09:27",
        ])
    func forms(text: String) throws {
        let written = try Moment.written(text)
        #expect(written.moment.text == "2018-03-13T01:27:00Z" && written.hasTime, "\(written.moment.text)")
    }

    @Test("seconds of a form are kept, and a day without a time is its beginning and says so")
    func parts() throws {
        #expect(try Moment.written("2018/3/13 9:27:41").moment.text == "2018-03-13T01:27:41Z")
        for text in ["2018-03-13", "20180313", "2018年3月13日", "43172"] {
            let written = try Moment.written(text)
            #expect(written.moment.text == "2018-03-12T16:00:00Z" && !written.hasTime, "\(text)")
        }
    }

    @Test(
        "another form is refused with the forms that are read",
        arguments: ["上周二", "13/3/2018", "2018-02-30 09:00"])
    func refused(text: String) {
        #expect(throws: MomentError.unknownForm(text: text)) { try Moment.written(text) }
        #expect(MomentError.unknownForm(text: text).text.english.contains("2018/3/13 9:27"))
    }
}
