import Glibc
import KafkaExporter

/// The program: understands its arguments and does one thing.
@main
struct Exporter {
  /// Synchronous, because an asynchronous main has other threads by the time it runs, and a signal that is to be waited for must be blocked
  /// before there is a second thread.
  static func main() {
    // A peer or a reader that is gone is an error of the write (EPIPE), not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    let invocation: Invocation
    do {
      invocation = try Invocation(arguments: Array(CommandLine.arguments.dropFirst()))
    } catch {
      // It names the program and the subcommand itself.
      Terminal.fail("\(error)", with: .usage, named: false)
    }
    switch invocation {
    case .help(let text): Terminal.print(text)
    case .helpForNothing(let text): Terminal.fail(text, with: .usage, named: false)
    case .version: Terminal.print("exporter \(Version.current)")
    case .serve(let flags):
      MemoryUse.stayLean()
      let signals = BlockedSignals()
      run { await ServeCommand(flags: flags).run(signals) }
    case .check(let flags): run { await CheckCommand(flags: flags).run() }
    case .lag(let flags, let options): run { await LagCommand(flags: flags, options: options).run() }
    case .applyTopics(let flags, let options): run { await TopicsCommand(flags: flags, options: options).run() }
    case .demo(let flags, let options):
      MemoryUse.stayLean()
      let signals = BlockedSignals()
      run { await DemoCommand(flags: flags, options: options).run(signals) }
    }
  }

  private static func run(_ command: @escaping @Sendable () async -> ExitCode) -> Never {
    Task { exit(await command()) }
    // Not dispatchMain(): it waits with all signals let through.
    while true { pause() }
  }
}
