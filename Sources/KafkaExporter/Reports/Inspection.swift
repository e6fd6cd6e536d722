import KafkaClient
import Transport

/// One cluster looked at from the command line: connected, polled as often as asked, and left again.
package struct Inspection: Sendable {
  private let client: KafkaClient
  private let poller: ClusterPoller
  private let loop: EventLoop

  /// - Parameter collects: what a poll collects; everything unless said otherwise.
  /// - Throws: `TransportError` when the system has no thread for the event loop.
  package init(_ configuration: ClusterConfiguration, version: String, collects: Collectors = .everything) throws {
    let unixTime = WallClock.unixSeconds
    let ledger = RequestLedger(cluster: configuration.name, unixTime: unixTime)
    loop = try EventLoop(name: "kafka")
    client = KafkaClient(settings: ClientSettings(configuration, version: version), loop: loop, observer: ledger)
    poller = ClusterPoller(
      configuration: configuration, client: client, ledger: ledger, collectors: collects.list(configuration.intervals), unixTime: unixTime)
  }

  /// One poll of everything, whatever the intervals say.
  package func poll() async -> ClusterPage {
    ClusterPage(await poller.poll(everything: true).snapshot)
  }

  /// One poll of each, all at the same time.
  package static func poll(_ all: [Inspection]) async -> [ClusterPage] {
    await atOnce(all) { await $0.poll() }.map(\.value)
  }

  package func close() async {
    await client.close()
    await loop.shutdown()
  }
}
