/// The codec that the records of a batch are compressed with. Three bits, of which Kafka gives a meaning to five values.
public struct RecordCompression: RawRepresentable, Hashable, Sendable {
  public var rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  public static let none = RecordCompression(rawValue: 0)
  public static let gzip = RecordCompression(rawValue: 1)
  public static let snappy = RecordCompression(rawValue: 2)
  public static let lz4 = RecordCompression(rawValue: 3)
  /// KIP-110.
  public static let zstd = RecordCompression(rawValue: 4)
}

extension RecordCompression: CustomStringConvertible {
  /// Kafka's own name, as in `compression.type`; `codec 7` for one that it does not have.
  public var description: String {
    switch self {
    case .none: "none"
    case .gzip: "gzip"
    case .snappy: "snappy"
    case .lz4: "lz4"
    case .zstd: "zstd"
    default: "codec \(rawValue)"
    }
  }
}
