import TestSupport
import Testing

/// The probe's counters on one page.
struct ProbeBooks {
  let page: PrometheusPage

  /// By broker; the reasons of failures are added up.
  func records(_ name: String) -> [String: Double] {
    var sums: [String: Double] = [:]
    for sample in page.samples("kafka_probe_\(name)") { sums[sample.labels["broker"] ?? "", default: 0] += sample.value }
    return sums
  }

  func total(_ name: String) -> Double { records(name).values.reduce(0, +) }

  func failed(_ reason: String) -> Double {
    page.samples("kafka_probe_records_failed_total", ["reason": reason]).reduce(0) { $0 + $1.value }
  }

  func failures(_ operation: String) -> Double {
    page.samples("kafka_probe_failures_total", ["operation": operation]).reduce(0) { $0 + $1.value }
  }

  /// What does not add up, one sentence each.
  var imbalances: [String] {
    let (sent, acknowledged) = (records("records_sent_total"), records("records_acknowledged_total"))
    let (failed, received, lost) = (
      records("records_failed_total"), records("records_received_total"), records("records_lost_total")
    )
    let (inFlight, waiting) = (records("in_flight_records"), records("waiting_records"))
    return sent.keys.sorted().flatMap { broker -> [String] in
      func value(_ records: [String: Double]) -> Double { records[broker] ?? 0 }
      var found: [String] = []
      if value(sent) != value(acknowledged) + value(failed) + value(inFlight) {
        found.append(
          "broker \(broker): sent \(value(sent)), acknowledged \(value(acknowledged)), failed \(value(failed)), in flight \(value(inFlight))"
        )
      }
      if value(acknowledged) != value(received) + value(lost) + value(waiting) {
        found.append(
          "broker \(broker): acknowledged \(value(acknowledged)), received \(value(received)), lost \(value(lost)), waiting \(value(waiting))"
        )
      }
      return found
    }
  }
}

extension ExporterProcess {
  /// An exporter that probes, by a topic of its own.
  static func probing(_ cluster: KafkaCluster, topic: String, _ arguments: [String] = []) async throws(HarnessError) -> ExporterProcess {
    try await serve(["--bootstrap", cluster.bootstrap, "--interval", "300ms", "--probe", "--probe-topic", topic] + arguments)
  }

  /// Waits for a page of which something holds; on every page until then the books balance.
  @discardableResult
  func books(
    within limit: Duration = .seconds(30), _ description: String, _ condition: (ProbeBooks) -> Bool
  ) async throws(HarnessError) -> ProbeBooks {
    ProbeBooks(
      page: try await page(within: limit, description) { page in
        let books = ProbeBooks(page: page)
        guard books.imbalances.isEmpty else { throw Hopeless(books.imbalances.joined(separator: "; ")) }
        return condition(books)
      })
  }
}
