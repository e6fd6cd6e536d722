/// A topic's, directory's or cluster member's id: 16 bytes, written as 22 characters of base64url.
///
/// Ordered by its bytes.
public struct KafkaUUID: Hashable, Sendable {
  /// The first eight bytes, big endian.
  public var high: UInt64
  /// The last eight bytes, big endian.
  public var low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// All bytes zero: Kafka's "no id".
  public static let zero = KafkaUUID(high: 0, low: 0)

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// Nil unless the text is what `description` gives.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 22 else { return nil }
    var high: UInt64 = 0
    var low: UInt64 = 0
    for (index, character) in text.utf8.enumerated() {
      guard let digit = Self.alphabet.firstIndex(of: character) else { return nil }
      let sextet = UInt64(digit)
      // 21 characters of six bits and two bits of the last make 128: the last one's low four bits carry nothing.
      let width: UInt64 = index == 21 ? 2 : 6
      if index == 21 && sextet & 0xf != 0 { return nil }
      let value = index == 21 ? sextet >> 4 : sextet
      high = high << width | low >> (64 - width)
      low = low << width | value
    }
    self.init(high: high, low: low)
  }
}

extension KafkaUUID: Comparable {
  public static func < (left: KafkaUUID, right: KafkaUUID) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

extension KafkaUUID: CustomStringConvertible {
  public var description: String {
    var text = ""
    var high = high
    var low = low
    for index in 0..<22 {
      let width: UInt64 = index == 21 ? 2 : 6
      let sextet = index == 21 ? (high >> 62) << 4 : high >> 58
      text.unicodeScalars.append(Unicode.Scalar(Self.alphabet[Int(sextet)]))
      high = high << width | low >> (64 - width)
      low <<= width
    }
    return text
  }
}
