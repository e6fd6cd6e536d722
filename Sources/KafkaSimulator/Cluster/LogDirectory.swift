/// Where a broker keeps its logs: one directory on one volume, which nothing else is on.
package struct LogDirectory: Sendable {
  package var path = "/var/lib/kafka/data"
  /// Bytes of the volume (KIP-827).
  package var totalBytes: Int64 = 1 << 40

  package init() {}
}
