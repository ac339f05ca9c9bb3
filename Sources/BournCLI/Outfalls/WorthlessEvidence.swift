internal import Census
internal import GeoPackageStore

/// Photos that prove nothing as they are, as everything stands now.
struct WorthlessEvidence {
    private let worthless: [String: LocalizedText]
    private let others: Set<String>

    /// Judges every photo of a workspace; what has not arrived is judged when it does.
    init(_ workspace: Workspace) throws {
        let photos = try workspace.evidenceCounts().isEmpty ? [] : PhotoDesk(workspace).judged().photos
        var (worthless, others) = ([String: LocalizedText](), Set<String>())
        for photo in photos {
            let (name, judged) = (photo.photo.metadata.fileName.lowercased(), JudgedPhoto(photo.review))
            if judged.verdict == .worthless {
                worthless[name] = judged.findings
            } else {
                others.insert(name)
            }
        }
        (self.worthless, self.others) = (worthless, others)
    }

    /// Why a case does not stand: every file behind its last finding is a worthless photo; `nil` when one is not.
    func reason(_ found: StoredCase) -> LocalizedText? {
        let last = found.survey.steps.last { $0.action.needsEvidence }
        guard let names = last?.evidence, let first = names.first,
            let why = worthless[first.lowercased()],
            names.allSatisfy({ worthless[$0.lowercased()] != nil && !others.contains($0.lowercased()) })
        else { return nil }
        let list = names.joined(separator: ", ")
        func line(_ language: Language) -> String { why[language].replacing("\n", with: "; ") }
        return LocalizedText(
            zh: "核实所附照片 \(list) 不能作为证据（\(line(.chinese))）；由专家另行核定：outfall step escalate、decide-outfall",
            en:
                "the photos behind its finding, \(list), prove nothing (\(line(.english))): the experts decide, by outfall step escalate and decide-outfall"
        )
    }
}
