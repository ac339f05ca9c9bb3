internal import Census

extension OutfallReport {
    /// What was monitored of what had to be, by season and indicator, and outfall by outfall.
    var matrixSection: String? {
        guard let matrix else { return nil }
        let page = CompletenessPage(answer: matrix, waters: [])
        return page.chart + page.teams + page.table(most: Self.mostRows)
    }

    /// What a reviewer of monitoring must look at, rule by rule.
    var monitoringFindingSection: String? {
        let told = hindrance.map { "<p>\($0.html)</p>" } ?? ""
        guard !findings.isEmpty || hindrance != nil else {
            return matrix == nil
                ? nil : "<p>\(LocalizedText(zh: "没有发现问题。", en: "Nothing was found.").html)</p>"
        }
        return told + ReviewAnswer(path: "", findings: findings).sections(most: Self.mostRows)
    }

    /// The figures at the top of the page.
    var verdicts: [Verdict] {
        var verdicts = [
            Verdict.fault(
                count: registerFindings, LocalizedText(zh: "名录问题", en: "findings in the register"))
        ]
        guard let matrix else { return verdicts }
        let progress = matrix.matrix.progress
        verdicts.append(
            Verdict(
                figure: LocalizedText(matrix.percent(progress)),
                meaning: LocalizedText(zh: "监测完成率", en: "of monitoring complete"),
                tone: progress.completeShare == 1 ? .good : .warn))
        if hindrance == nil {
            verdicts.append(
                .fault(count: findings.count, LocalizedText(zh: "监测数据问题", en: "findings in monitoring")))
        }
        return verdicts
    }

    /// The chapter's sections with their headings, in order.
    var sections: [(heading: LocalizedText, html: String?)] {
        [
            (LocalizedText(zh: "排污口名录", en: "Outfall register"), registerSection),
            (LocalizedText(zh: "名录审查", en: "Findings in the register"), registerFindingSection),
            (LocalizedText(zh: "调查进展与未入册案件", en: "Survey, and cases not in the register"), surveySection),
            (LocalizedText(zh: "证据", en: "Evidence"), evidence.section),
            (LocalizedText(zh: "枯、丰水期监测完成情况", en: "Completeness of monitoring"), matrixSection),
            (LocalizedText(zh: "监测数据审核", en: "Findings in monitoring"), monitoringFindingSection),
        ]
    }
}
