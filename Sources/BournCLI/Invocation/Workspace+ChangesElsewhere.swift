internal import Census
internal import GeoPackageStore

extension Workspace {
    /// When another program has written the file, checks every rule and tells which no longer hold.
    ///
    /// - Parameter console: Where the findings go.
    /// - Throws: `StoreError` when the file cannot be read.
    func tellChangesElsewhere(on console: Console) throws {
        guard wasChangedElsewhere else { return }
        console.note(
            text(
                zh: "注意：上次使用之后，工作区被其他程序改过；正在核查。",
                en: "note: another program has changed the workspace since; checking it."))
        let findings = try audit()
        for finding in findings.prefix(10) { console.note("  ✘ " + finding.text[.invoked]) }
        if findings.count > 10 {
            console.note(
                text(
                    zh: "  另有 \(findings.count - 10) 处；用 bourn workspace check 查看全部",
                    en: "  and \(findings.count - 10) more; `bourn workspace check` lists all"))
        }
    }
}
