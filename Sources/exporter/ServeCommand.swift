import KafkaExporter

/// `exporter serve`: the daemon, until a signal ends it.
struct ServeCommand {
  let flags: [FlagValue]

  func run() async {
    MemoryUse.stayLean()
    // Before any other thread starts, so that signals reach none but the one that waits for them.
    let signals = BlockedSignals()
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
          return
        }
      }
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
