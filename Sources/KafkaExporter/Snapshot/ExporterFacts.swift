/// What the exporter knows of itself when a page is rendered.
package struct ExporterFacts: Sendable, Equatable {
  package struct RequestKey: Hashable, Sendable {
    /// The configured name of the cluster; nil when there is only one.
    package var cluster: String?
    /// Kafka's name of the API: `ListOffsets`.
    package var api: String
    /// Broker id; `bootstrap` for connections made before the id is known.
    package var broker: String
    /// `success`, `timeout`, `disconnected`, `error`, ...: a closed set.
    package var outcome: String

    package init(cluster: String? = nil, api: String, broker: String, outcome: String) {
      self.cluster = cluster
      self.api = api
      self.broker = broker
      self.outcome = outcome
    }
  }

  package struct HTTPRequestKey: Hashable, Sendable {
    /// A path that is served (`/metrics`), or `other`.
    package var path: String
    package var code: Int

    package init(path: String, code: Int) {
      self.path = path
      self.code = code
    }
  }

  package var version = ""
  package var requests: [RequestKey: UInt64] = [:]
  /// Bytes read from brokers, by configured cluster name.
  package var receivedBytes: [String?: UInt64] = [:]
  package var pollsSkipped: [String?: UInt64] = [:]
  package var httpRequests: [HTTPRequestKey: UInt64] = [:]
  package var process = ProcessFacts()

  package init() {}
}

/// What Prometheus' client libraries call the process collector; a value that the system did not tell is nil.
package struct ProcessFacts: Sendable, Equatable {
  package var cpuSeconds: Double?
  package var residentMemoryBytes: UInt64?
  package var virtualMemoryBytes: UInt64?
  package var openFileDescriptors: UInt64?
  package var maximumFileDescriptors: UInt64?
  package var startTimeSeconds: Double?
  package var threads: UInt64?

  package init() {}
}
