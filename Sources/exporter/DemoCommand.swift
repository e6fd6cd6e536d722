import KafkaExporter
import KafkaSimulator
import Transport

/// `exporter demo`: a simulated cluster and the exporter that watches it, in one process, until a signal ends it.
struct DemoCommand {
  let flags: [FlagValue]
  let options: DemoOptions

  /// - Parameter signals: blocked since before there was a second thread.
  func run(_ signals: BlockedSignals) async -> ExitCode {
    let scenario = loadOrFail()
    do {
      let signals = try signals.events()
      let player = try ScenarioPlayer(scenario)
      let bootstrap = try await listen(player, for: scenario)
      let configuration = try ConfigurationLoader.loadDemo(bootstrap: bootstrap, flags: flags)
      let logger = Logger(configuration.log)
      let daemon = try Daemon(configuration, version: Version.current, logger: logger)
      try await player.begin { event, begins in
        logger.info(begins ? "event begins" : "event ends", ["event": event.action.sentence])
      }
      Terminal.print(
        DemoIntroduction(
          scenario: scenario, listen: configuration.listen, port: daemon.port, bootstrap: bootstrap
        ).text)
      await daemon.start()
      for await signal in signals where signal == .stop {
        await daemon.stop()
        await player.stop()
        return .success
      }
      return .success
    } catch let error as ConfigurationError {
      Terminal.fail("\(error)", with: .usage)
    } catch let error as HTTPServerError {
      Terminal.fail("\(error): --listen ADDRESS:PORT", with: .failure)
    } catch {
      Terminal.fail("\(error)", with: .failure)
    }
  }

  private func loadOrFail() -> Scenario {
    do {
      guard let name = options.scenario else {
        return try Scenario(parsing: Array(DefaultScenario.text.utf8), file: "the scenario that is built in")
      }
      return try Scenario(parsing: try ConfigurationFile.read(name).text, file: name)
    } catch {
      Terminal.fail("\(error)", with: .usage)
    }
  }

  private func listen(_ player: ScenarioPlayer, for scenario: Scenario) async throws -> [HostPort] {
    if let first = options.kafkaPort, Int(first) + scenario.brokers.count - 1 > Int(UInt16.max) {
      let last = Int(UInt16.max) - scenario.brokers.count + 1
      Terminal.fail(
        "--kafka-port: \(scenario.brokers.count) brokers need as many ports, and from \(first) on there are fewer; allowed: 0 to \(last)",
        with: .usage)
    }
    do throws(TransportError) {
      return try await player.listen(firstPort: options.kafkaPort)
    } catch {
      guard error.reason == .addressInUse else { throw error }
      let port = error.subject.split(separator: ":").last ?? ""
      Terminal.fail(
        "cannot listen on \(error.subject) for a simulated broker: address already in use; another process has the port "
          + "(\"ss -ltnp sport = :\(port)\" shows which): stop it, or take others: --kafka-port PORT, 0 for any that are free",
        with: .failure)
    }
  }
}
