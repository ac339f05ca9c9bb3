import BournCLI

@main
enum Bourn {
    static func main() async { await BournCommand.invoke() }
}
