import Synchronization

/// Counts answered requests by path and code. Both come from closed sets, so it never grows beyond a few dozen entries.
package final class HTTPRequestCounter: Sendable {
  private let counts = Mutex<[ExporterFacts.HTTPRequestKey: UInt64]>([:])

  package init() {}

  package func count(path: String, status: HTTPStatus) {
    counts.withLock { $0[ExporterFacts.HTTPRequestKey(path: path, code: status.rawValue), default: 0] += 1 }
  }

  /// The counts so far, for `ExporterFacts.httpRequests`.
  package var snapshot: [ExporterFacts.HTTPRequestKey: UInt64] {
    counts.withLock { $0 }
  }
}
