import Foundation
import Glibc
import KafkaExporter
import Synchronization

import func TestSupport.eventually

extension PageBytes {
  /// A page with a copy of the text.
  convenience init(_ text: String) {
    self.init(Array(text.utf8))
  }

  convenience init(_ bytes: [UInt8]) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 16)
    unsafe memory.copyBytes(from: bytes)
    unsafe self.init(adopting: UnsafeRawBufferPointer(rebasing: memory[..<bytes.count]))
  }

  var bytes: [UInt8] {
    unsafe withUnsafeBytes { unsafe Array($0) }
  }
}

/// Pages that name their form, and can be exchanged as the renderer does.
final class FixedPages: PageProvider {
  private let pages: Mutex<[Key: PageBytes]>

  private struct Key: Hashable {
    let format: PageFormat
    let encoding: PageEncoding
  }

  init() {
    var pages: [Key: PageBytes] = [:]
    for format in PageFormat.allCases {
      for encoding in PageEncoding.allCases {
        pages[Key(format: format, encoding: encoding)] = PageBytes("\(format) \(encoding)\n")
      }
    }
    self.pages = Mutex(pages)
  }

  func set(_ page: PageBytes) {
    pages.withLock { $0[Key(format: .text, encoding: .identity)] = page }
  }

  func page(_ format: PageFormat, _ encoding: PageEncoding) -> PageBytes {
    pages.withLock { $0[Key(format: format, encoding: encoding)] } ?? PageBytes("")
  }
}

/// A status that is what the test says.
struct FixedStatus: StatusProvider {
  var status: DaemonStatus

  static let unreachable = FixedStatus(
    status: DaemonStatus(
      version: "1.2.3", started: 400,
      clusters: [ClusterStatus(name: "a", bootstrap: ["localhost:9092"], failure: "connection refused")]))

  static let healthy = FixedStatus(
    status: DaemonStatus(
      version: "1.2.3", started: 400,
      clusters: [
        ClusterStatus(
          clusterID: "abc", bootstrap: ["localhost:9092", "localhost:9093"], brokersTotal: 3, brokersUp: 2, topics: 4, partitions: 12,
          groups: 1,
          collectors: [
            CollectorFacts(name: "metadata", succeeded: true, durationSeconds: 0.0042, lastSuccess: 995),
            CollectorFacts(name: "groups", succeeded: false, durationSeconds: 1.26, lastSuccess: 700, failure: "broker 3: timeout"),
            CollectorFacts(name: "configs"),
          ], snapshotTimestamp: 996)
      ]))
}

extension Endpoints {
  static func fixed(
    pages: any PageProvider = FixedPages(), status: FixedStatus = .healthy, counter: HTTPRequestCounter = HTTPRequestCounter()
  ) -> Endpoints {
    Endpoints(pages: pages, status: status, rules: ReadinessRules(maximumAgeSeconds: 60), counter: counter, now: { 1000 })
  }
}

extension HTTPResponse {
  var text: String {
    switch body {
    case .text(let text): text
    case .page(let page): String(decoding: page.bytes, as: UTF8.self)
    }
  }
}

/// Runs blocking work on a thread of its own: Dispatch's global queues are where Swift's tasks run on Linux.
func blocking<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread {
      continuation.resume(with: Swift.Result { try body() })
    }
  }
}

/// Whether the condition comes to hold within the deadline.
func comesToHold(_ condition: () -> Bool) async -> Bool {
  (try? await eventually("the condition holds") { condition() }) != nil
}
