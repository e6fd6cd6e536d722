/// One record, as a producer sent it and a consumer gets it.
public struct Record: Sendable, Equatable {
  /// In its partition.
  public var offset: Int64
  /// Milliseconds since 1970, -1 for none.
  public var timestamp: Int64
  public var key: [UInt8]?
  /// Nil is a tombstone: in a compacted topic it deletes the key.
  public var value: [UInt8]?
  public var headers: [RecordHeader]

  public init(offset: Int64, timestamp: Int64, key: [UInt8]? = nil, value: [UInt8]? = nil, headers: [RecordHeader] = []) {
    self.offset = offset
    self.timestamp = timestamp
    self.key = key
    self.value = value
    self.headers = headers
  }
}

/// What a producer attached to a record (KIP-82). Keys may be there several times, in order.
public struct RecordHeader: Sendable, Equatable {
  public var key: String
  public var value: [UInt8]?

  public init(key: String, value: [UInt8]?) {
    self.key = key
    self.value = value
  }
}
