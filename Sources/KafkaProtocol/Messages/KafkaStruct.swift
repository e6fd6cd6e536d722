/// A structure of Kafka's protocol: part of a message, or a message.
///
/// Fields that a version does not have keep their defaults when decoded; when encoded they must hold the default, unless Kafka marks them as
/// ignorable.
public protocol KafkaStruct: Sendable, Equatable {
  init()
  static func decode(from reader: inout WireReader, version: Int16) throws(WireError) -> Self
  func encode(to writer: inout WireWriter, version: Int16) throws(WireError)
}

/// A whole message: a request, a response or data that is carried in one.
public protocol KafkaMessage: KafkaStruct {
  /// The versions this code can speak.
  static var validVersions: ClosedRange<Int16> { get }
  /// Whether the version has compact lengths and tagged fields (KIP-482).
  static func isFlexible(_ version: Int16) -> Bool
}

/// A request, and with it what answers it.
public protocol KafkaRequest: KafkaMessage {
  associatedtype Response: KafkaMessage
  static var apiKey: APIKey { get }
}

extension KafkaMessage {
  /// Throws when there is no definition of `version`.
  @usableFromInline static func require(_ version: Int16, offset: Int) throws(WireError) {
    guard validVersions.contains(version) else {
      throw WireError("\(Self.self)", offset: offset, .unsupportedVersion(version, supported: validVersions))
    }
  }
}
