import KafkaExporter

/// The program: understands its arguments and does one thing.
@main
struct Exporter {
  static func main() async {
    let invocation: Invocation
    do {
      invocation = try Invocation(arguments: Array(CommandLine.arguments.dropFirst()))
    } catch {
      Terminal.fail("\(error)", with: .usage)
    }
    switch invocation {
    case .help(let text): Terminal.print(text)
    case .helpForNothing(let text): Terminal.fail(text, with: .usage, named: false)
    case .version: Terminal.print("exporter \(Version.current)")
    case .serve(let flags): await ServeCommand(flags: flags).run()
    case .check(let flags): await CheckCommand(flags: flags).run()
    case .lag(let flags, let options): await LagCommand(flags: flags, options: options).run()
    }
  }
}
