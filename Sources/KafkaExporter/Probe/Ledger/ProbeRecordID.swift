/// Which record of which exporter's run this is; it is the whole value of a probe's record, so that several exporters can share a topic.
package struct ProbeRecordID: Hashable, Sendable {
  /// Chosen by chance when the probe starts.
  package let run: UInt64
  /// From 1, without gaps, over all partitions.
  package let sequence: UInt64

  package init(run: UInt64, sequence: UInt64) {
    self.run = run
    self.sequence = sequence
  }

  /// The first bytes of the value: "KXP" and the version of what follows.
  private static let mark: UInt32 = 0x4B58_5001
  package static let byteCount = 20

  /// The mark, the run and the sequence, big endian.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    for shift in stride(from: 24, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: Self.mark >> UInt32(shift))) }
    for word in [run, sequence] {
      for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift))) }
    }
    return bytes
  }

  /// Nil for a record that no probe wrote.
  package init?(_ value: RawSpan) {
    guard value.byteCount == Self.byteCount else { return nil }
    func word(_ range: Range<Int>) -> UInt64 {
      var word: UInt64 = 0
      for index in range { word = word << 8 | UInt64(unsafe value.unsafeLoad(fromByteOffset: index, as: UInt8.self)) }
      return word
    }
    guard word(0..<4) == UInt64(Self.mark) else { return nil }
    self.init(run: word(4..<12), sequence: word(12..<20))
  }
}
