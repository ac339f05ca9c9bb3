internal import Census

/// The frame of a page that holds both languages: it opens in one and shows the other at a click, without a script
/// and with nothing from outside.
struct BilingualPage {
    /// The title of the window.
    let title: LocalizedText
    /// The style sheet.
    let style: [UInt8]
    /// The HTML above the main part, around the two labels that switch the language.
    let header: (_ labels: String) -> String
    /// The HTML of the main part.
    let main: String

    /// The whole page.
    func html(opening language: Language) -> String {
        let chinese = language == .chinese ? " checked" : ""
        let english = language == .english ? " checked" : ""
        let labels = #"<label for="in-zh">中文</label> <label for="in-en">English</label>"#
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(escaped(title[language]))</title>
            <style>
            \(String(decoding: style, as: UTF8.self))
            </style>
            </head>
            <body>
            <input type="radio" name="language" id="in-zh"\(chinese)><input type="radio" name="language" id="in-en"\(english)>
            \(header(labels))
            <main>
            \(main)
            </main>
            </body>
            </html>
            """
    }
}
