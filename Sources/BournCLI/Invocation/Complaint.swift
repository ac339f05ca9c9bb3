internal import Census
internal import Foundation
internal import GeoModel
internal import GeoPackageStore
internal import Interchange
internal import Zoning

/// An error as a person should read it: what is wrong, where, and what to do next; and how the command ends.
///
/// This is the only place where errors become sentences and exit codes.
struct Complaint {
    /// The sentence.
    let text: LocalizedText
    /// How the command ends.
    let outcome: Outcome

    /// Words an error.
    init(_ error: any Error) {
        switch error {
        case let error as StoreError: (text, outcome) = (error.text, error.outcome)
        case let error as CSVError: (text, outcome) = (error.text, error.outcome)
        case let error as InterchangeError: (text, outcome) = (error.text, error.outcome)
        case let error as ImportMappingError: (text, outcome) = (error.text, .usage)
        case let error as CoordinateDeclarationError:
            let option = if case .parametersNeeded = error { "--datum-shift" } else { "--crs" }
            text = LocalizedText(
                zh: "\(error.text.chinese)（\(option)）", en: "\(error.text.english) with \(option)")
            outcome = .refusedInput
        case let error as ColumnDeclarationError:
            text = LocalizedText(
                zh: "\(error.text.chinese)（--x、--y）", en: "\(error.text.english) with --x and --y")
            outcome = .refusedInput
        case let error as CSVColumnError: (text, outcome) = (error.text, .refusedInput)
        case let error as DirectoryFileError: (text, outcome) = (error.text, .refusedInput)
        case let error as DirectoryStoreError: (text, outcome) = (error.text, .refusedInput)
        case let error as QualityStoreError: (text, outcome) = (error.text, .refusedInput)
        case let error as QualityRefusal: (text, outcome) = (error.text, .refusedInput)
        case let error as DispositionFaults: (text, outcome) = (error.text, .refusedInput)
        case let error as UnknownUnits: (text, outcome) = (error.text, .refusedInput)
        case let error as OrganisationTreeFaults: (text, outcome) = (error.text, .refusedInput)
        case let error as LaboratoryMappingError: (text, outcome) = (error.text, .usage)
        case let error as ReferenceTableFault: (text, outcome) = (error.text, .refusedInput)
        case let error as MonitoringFileError: (text, outcome) = (error.text, .refusedInput)
        case let error as SheetError: (text, outcome) = (error.text, .refusedInput)
        case let error as ZoneCodes.Failure: (text, outcome) = (error.text, .refusedInput)
        case let error as CorrectionRefusal: (text, outcome) = (error.text, .usage)
        case let error as ZoneOfficeError: (text, outcome) = (error.text, .refusedInput)
        case let error as ZoneStoreError: (text, outcome) = (error.text, .refusedInput)
        case let error as ZoneAdoption.Refusal: (text, outcome) = (error.text, .refusedInput)
        case let error as ZoneDesk.Refusal: (text, outcome) = (error.text, .refusedInput)
        case let error as ZoneRegister.Refusal: (text, outcome) = (error.text, .refusedInput)
        case let error as any OutfallComplaint: (text, outcome) = (error.text, .refusedInput)
        case let error as OutputCollision: (text, outcome) = (error.text, .usage)
        case let error as CertificateRefusal: (text, outcome) = (error.text, .refusedInput)
        case let error as SourceError: (text, outcome) = (error.text, .refusedInput)
        case let error as OutputError: (text, outcome) = (error.text, .inputOutput)
        case let error as InterruptedWork:
            text = LocalizedText(
                zh: "已中断；\(error.done[.chinese])", en: "interrupted; \(error.done[.english])")
            outcome = .interrupted
        case is Interrupted:
            text = LocalizedText(zh: "已中断；没有保存任何更改", en: "interrupted; nothing was kept")
            outcome = .interrupted
        case let error as CocoaError:
            text = LocalizedText(zh: "读写失败：\(error)", en: "reading or writing failed: \(error)")
            outcome = .inputOutput
        default:
            text = LocalizedText(zh: "内部错误：\(error)", en: "internal error: \(error)")
            outcome = .internalError
        }
    }
}

extension StoreError {
    fileprivate var outcome: Outcome {
        switch self {
        case .writeFailed: .inputOutput
        case .exists: .usage
        default: .refusedInput
        }
    }

    fileprivate var text: LocalizedText {
        switch self {
        case .missing(let path): LocalizedText(zh: "没有这个文件：\(path)", en: "there is no file \(path)")
        case .empty(let path): LocalizedText(zh: "文件是空的：\(path)", en: "the file \(path) is empty")
        case .damaged(let path, let reason):
            LocalizedText(
                zh: "文件 \(path) 不是完好的 GeoPackage（\(reason)）；请重新获取或从备份恢复",
                en: "the file \(path) is no sound GeoPackage (\(reason)); fetch it again or restore a backup")
        case .notGeoPackage(let path):
            LocalizedText(
                zh: "\(path) 是数据库，但不是 GeoPackage", en: "\(path) is a database but no GeoPackage")
        case .notWorkspace(let path):
            LocalizedText(
                zh: "\(path) 不是 Bourn 的工作区；请先导入到新的工作区文件",
                en: "\(path) is no workspace of Bourn; import it into a new workspace file")
        case .rewritten(let path):
            LocalizedText(
                zh: "\(path) 是别的程序另存的副本，丢了 Bourn 自己的记录，只能并入（directory merge）或读取；请在原文件中直接编辑，不要另存为新文件",
                en:
                    "\(path) is a copy that another program wrote, without Bourn's own record: it can be merged (directory merge) and "
                    + "read, but not worked in; edit the original file in place instead of saving it as a new one"
            )
        case .exists(let path): LocalizedText(zh: "文件已存在：\(path)", en: "the file \(path) exists already")
        case .noLayer(let path, let name, let layers):
            LocalizedText(
                zh: "\(path) 没有图层 \(name)；已有：\(layers.joined(separator: "、"))",
                en: "\(path) has no layer \(name); it has \(layers.joined(separator: ", "))")
        case .ambiguousLayer(let path, let layers):
            layers.isEmpty
                ? LocalizedText(zh: "\(path) 没有图层", en: "\(path) has no layer")
                : LocalizedText(
                    zh: "\(path) 有多个图层，请用 --layer 指定：\(layers.joined(separator: "、"))",
                    en:
                        "\(path) has several layers; choose one with --layer: \(layers.joined(separator: ", "))"
                )
        case .noField(let path, let layer, let name, let fields) where fields.isEmpty:
            LocalizedText(
                zh: "\(path) 的图层 \(layer) 没有字段 \(name)，也没有别的字段；文件是空的吗？",
                en: "layer \(layer) of \(path) has no field \(name), nor any other; is the file empty?")
        case .noField(let path, let layer, let name, let fields):
            LocalizedText(
                zh: "\(path) 的图层 \(layer) 没有字段 \(name)；已有：\(fields.joined(separator: "、"))",
                en: "layer \(layer) of \(path) has no field \(name); it has \(fields.joined(separator: ", "))"
            )
        case .newer(let path, let migrations):
            LocalizedText(
                zh: "\(path) 由更新版本的 Bourn 写成（\(migrations.joined(separator: "、"))）；请升级",
                en:
                    "\(path) was written by a newer Bourn (\(migrations.joined(separator: ", "))); upgrade first"
            )
        case .writeFailed(let path, let reason):
            LocalizedText(
                zh: "无法写入 \(path)：\(reason)；文件保持原样",
                en: "cannot write \(path): \(reason); the file is as it was")
        case .changedWhileRead(let path):
            LocalizedText(
                zh: "读取 \(path) 时，它被别的程序改动了；请待其完成后重新运行",
                en: "another program changed \(path) while it was read; run again when that is done")
        }
    }
}

extension CSVError {
    fileprivate var outcome: Outcome {
        if case .system = self { .inputOutput } else { .refusedInput }
    }
}

extension InterchangeError {
    fileprivate var outcome: Outcome {
        switch self {
        case .programMissing, .unwritable: .inputOutput
        case .missing, .empty, .unreadable: .refusedInput
        }
    }

    fileprivate var text: LocalizedText {
        switch self {
        case .missing(let path): LocalizedText(zh: "没有这个文件：\(path)", en: "there is no file \(path)")
        case .empty(let path): LocalizedText(zh: "文件是空的：\(path)", en: "the file \(path) is empty")
        case .unreadable(let path, let reason):
            LocalizedText(
                zh: "GDAL 读不了 \(path)：\(reason)", en: "GDAL cannot read \(path): \(reason)")
        case .unwritable(let path, let reason):
            LocalizedText(
                zh: "写不了 \(path)：\(reason)；.gpkg 能保存一切",
                en: "cannot write \(path): \(reason); a .gpkg holds everything")
        case .programMissing(let name, let reason):
            LocalizedText(
                zh: "无法运行 \(name)（\(reason)）；请安装 gdal-bin",
                en: "cannot run \(name) (\(reason)); install gdal-bin")
        }
    }
}

extension ImportMappingError {
    fileprivate var text: LocalizedText {
        switch self {
        case .notAPair(let pair):
            LocalizedText(zh: "“\(pair)”不是“字段=列”的形式", en: "“\(pair)” is not of the form field=column")
        case .unknownField(let field, let known):
            LocalizedText(
                zh: "没有字段 \(field)；可用：\(known.joined(separator: "、"))",
                en: "there is no field \(field); there are \(known.joined(separator: ", "))")
        case .unknownColumn(let column, let field, let columns):
            LocalizedText(
                zh: "来源没有列 \(column)（用于 \(field)）；已有：\(columns.joined(separator: "、"))",
                en:
                    "the source has no column \(column) (for \(field)); it has \(columns.joined(separator: ", "))"
            )
        case .coordinates(let error): error.text
        case .missingColumn(let field, let synonyms, let columns):
            LocalizedText(
                zh: "找不到必需字段 \(field)（或 \(synonyms.joined(separator: "、"))）的列；请用 --map \(field)=列名 指定。"
                    + "来源的列：\(columns.joined(separator: "、"))",
                en: "no column for the required field \(field); name one with --map \(field)=COLUMN. "
                    + "The source has \(columns.joined(separator: ", "))")
        }
    }
}

extension SourceError {
    fileprivate var text: LocalizedText {
        switch self {
        case .noReference(let path):
            LocalizedText(
                zh: "\(path) 没有声明坐标参考；请用 --crs 指定",
                en: "\(path) declares no coordinate reference; name it with --crs")
        case .badReference(let reference, let reason):
            LocalizedText(
                zh: "不能使用坐标参考 \(reference)：\(reason)",
                en: "the reference \(reference) cannot be used: \(reason)")
        case .noAreas(let path):
            LocalizedText(
                zh: "\(path) 没有面；CSV 须有 wkt 列", en: "\(path) holds no areas; a CSV needs a column named wkt")
        case .notAFault(let path, let line, let found):
            LocalizedText(
                zh: "\(path) 第 \(line) 行：“\(found)”不是问题编号；编号见检查结果",
                en: "\(path), line \(line): “\(found)” is no fault's id; the check prints them")
        case .metresWithoutReference(let path):
            LocalizedText(
                zh: "\(path) 的坐标列以米为单位；请用 --points-crs 指明投影坐标系，如 EPSG:4527",
                en:
                    "the coordinates of \(path) are metres; name their reference with --points-crs, such as EPSG:4527"
            )
        case .parametersNeeded(let reference):
            LocalizedText(
                zh: "\(reference) 属于旧坐标系，需要当地的七参数；请用 --datum-shift 给出，或先换算到 CGCS2000",
                en:
                    "\(reference) is on an old datum and needs its seven local parameters; give them with --datum-shift, "
                    + "or bring the data to CGCS2000 first")
        case .lineOutOfRange(let path, let row, let reason):
            LocalizedText(
                zh: "\(path) 第 \(row) 条线：\(reason.chinese)",
                en: "line \(row) of \(path): \(reason.english)")
        case .noSuchZones(let codes):
            LocalizedText(
                zh: "没有这些代码的小区：\(codes.joined(separator: "、"))；请核对命令中所给的代码",
                en:
                    "no zone has the code \(codes.joined(separator: ", ")); check the codes given in the command"
            )
        case .sharedParentCodes(let path, let codes):
            LocalizedText(
                zh: "\(path) 中代码 \(codes.joined(separator: "、")) 各有多行；每个上级区域须是一行（可含多个部分），请先合并",
                en:
                    "in \(path) several rows have the code \(codes.joined(separator: ", ")); a parent is one row, of several parts if need be: join them first"
            )
        case .nothingReadable(let path, rows: 0):
            LocalizedText(zh: "\(path) 没有一行", en: "\(path) has no row")
        case .nothingReadable(let path, let rows):
            LocalizedText(
                zh: "\(path) 的 \(rows) 行没有一行可读", en: "none of the \(rows) rows of \(path) could be read")
        case .notAChangeList(let path, let reason):
            LocalizedText(
                zh: "\(path) 不是修补时用 --changes 写出的改动清单（\(reason)）",
                en: "\(path) is no list of changes that a repair wrote with --changes (\(reason))")
        case .noLevel(let path, let code):
            LocalizedText(
                zh: "\(path) 中的区域 \(code) 看不出级别；请在字段 level 中写明（如 county、town），或用 2、4、6、9、12 位区划代码",
                en:
                    "the level of area \(code) in \(path) is unknown; name it in a field level (county, town, …) or use division codes of 2, 4, 6, 9 or 12 digits"
            )
        case .noSuchFault(let text, matches: 0):
            LocalizedText(
                zh: "现在没有编号以 \(text) 开头的问题；请用 coverage check 查看编号",
                en: "no fault has an id that begins with \(text) now; coverage check lists the ids")
        case .noSuchFault(let text, let matches):
            LocalizedText(
                zh: "有 \(matches) 处问题的编号以 \(text) 开头；请多写几位",
                en: "\(matches) faults have ids that begin with \(text); give more digits")
        }
    }
}

extension OutputError {
    fileprivate var text: LocalizedText {
        let reason = unsafe String(cString: strerror(errorNumber))
        return LocalizedText(
            zh: "无法写入 \(path ?? "标准输出")：\(reason)",
            en: "cannot write \(path ?? "standard output"): \(reason)")
    }
}

extension CSVColumnError {
    fileprivate var text: LocalizedText {
        switch self {
        case .missing(let name, let available):
            LocalizedText(
                zh: "没有列 \(name)；已有：\(available.joined(separator: "、"))",
                en: "there is no column \(name); there are \(available.joined(separator: ", "))")
        case .ambiguous(let name, let columns):
            LocalizedText(
                zh:
                    "有 \(columns.count) 列都叫 \(name)（第 \(columns.map(String.init).joined(separator: "、")) 列）；请改名",
                en:
                    "\(columns.count) columns are called \(name) (numbers \(columns.map(String.init).joined(separator: ", "))); "
                    + "rename all but one")
        }
    }
}

extension ZoneCodes.Failure {
    fileprivate var text: LocalizedText {
        switch self {
        case .serialsExhausted(let parent, let width):
            LocalizedText(
                zh: "\(parent) 的 \(width) 位顺序号已用完；请提高 --min，使小区少一些",
                en: "the \(width) digits of serials of \(parent) are used up; raise --min to get fewer zones")
        case .malformedParent(let code):
            LocalizedText(zh: "代码 \(code) 不是数字", en: "the code \(code) is not made of digits")
        }
    }
}

extension ZoneStoreError {
    fileprivate var text: LocalizedText {
        switch self {
        case .changedMeanwhile(let path):
            LocalizedText(
                zh: "\(path) 的小区在此期间被他人改动；请重做这一步",
                en: "somebody changed the zones of \(path) meanwhile; do it again")
        case .nothingTo(.undo, let path):
            LocalizedText(zh: "\(path) 没有可撤回的编辑", en: "\(path) has no edit to be undone")
        case .nothingTo(.redo, let path):
            LocalizedText(zh: "\(path) 没有可重做的编辑", en: "\(path) has no edit to be redone")
        case .unreadableZone(let path, let code):
            LocalizedText(
                zh: "\(path) 的小区 \(code) 没有可用的图形；请运行 bourn workspace check",
                en: "zone \(code) of \(path) has no usable area; run `bourn workspace check`")
        }
    }
}

extension OutputCollision {
    fileprivate var text: LocalizedText {
        switch reason {
        case .isInput(let input):
            LocalizedText(
                zh: "输出 \(path) 就是输入 \(input)；请换一个输出文件",
                en: "the output \(path) is the input \(input); name another output file")
        case .isOutput:
            LocalizedText(
                zh: "两个输出都是 \(path)，后一个会覆盖前一个；请换一个输出文件",
                en:
                    "two outputs are both \(path), and the second would replace the first; name another output file"
            )
        case .isWorkspace:
            LocalizedText(
                zh: "输出 \(path) 是一个工作区，不能覆盖；请换一个输出文件",
                en: "the output \(path) is a workspace and would be overwritten; name another output file")
        case .holdsLayers(let layers):
            LocalizedText(
                zh: "输出 \(path) 已有图层 \(layers.joined(separator: "、"))，会被整个替换；请换一个输出文件",
                en:
                    "the output \(path) holds the layers \(layers.joined(separator: ", ")), and would be replaced as a "
                    + "whole; name another output file")
        }
    }
}
