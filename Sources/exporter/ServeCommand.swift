import KafkaExporter

/// `exporter serve`: the daemon, until a signal ends it.
struct ServeCommand {
  let flags: [FlagValue]

  /// - Parameter signals: blocked since before there was a second thread.
  func run(_ signals: BlockedSignals) async -> ExitCode {
    let configuration = Configuration.loadOrFail(flags)
    let logger = Logger(configuration.log)
    do {
      let events = try signals.events()
      let daemon = try Daemon(configuration, version: Version.current, logger: logger)
      await daemon.start()
      for await event in events {
        switch event {
        case .reload: await reload(daemon, logger)
        case .stop:
          await daemon.stop()
          return .success
        }
      }
      return .success
    } catch {
      Terminal.fail("\(error)", with: .failure)
    }
  }

  /// A configuration that is wrong changes nothing: every problem is logged, and the old one stays.
  private func reload(_ daemon: Daemon, _ logger: Logger) async {
    do {
      await daemon.reload(try Configuration.load(flags))
    } catch {
      for problem in error.problems {
        logger.error("configuration not reloaded, the old one stays", ["problem": problem.description])
      }
    }
  }
}
