internal import ArgumentParser
internal import Census

/// `bourn directory`: the directory of units among the census organisations.
struct DirectoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "directory",
        abstract: text(zh: "单位名录的拆分下发与返回合并。", en: "Hand the directory of units down and take it back."),
        subcommands: [
            DirectorySplitCommand.self, DirectoryMergeCommand.self, DirectorySealCommand.self,
            DirectoryRecordCommand.self, DirectoryRefreshCommand.self, DirectoryDuplicatesCommand.self,
            DirectoryCodesCommand.self, DirectoryDisposeCommand.self, DirectoryOpinionCommand.self,
            DirectoryReviewCommand.self, DirectoryReferenceCommand.self, DirectoryProgressCommand.self,
            DirectoryFormsCommand.self, DirectoryStatusCommand.self, DirectoryReceiptsCommand.self,
            DirectoryGiveCommand.self,
        ])
}
