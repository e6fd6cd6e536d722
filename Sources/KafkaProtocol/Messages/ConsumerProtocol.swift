/// Data that members of a classic consumer group exchange through the broker: an int16 version, then the message of that version.
///
/// Versions only ever add fields at the end, so bytes of a version from the future are read as the newest one known here, and what follows is ignored.
public protocol VersionPrefixedMessage: KafkaMessage {}

extension ConsumerProtocolSubscription: VersionPrefixedMessage {}
extension ConsumerProtocolAssignment: VersionPrefixedMessage {}

extension VersionPrefixedMessage {
  /// Throws for empty bytes too: that is how a member without metadata or assignment looks.
  public static func decode(prefixed span: RawSpan) throws(WireError) -> Self {
    var reader = WireReader(span)
    let version = try reader.readInt16("\(Self.self).version")
    return try decode(from: &reader, version: min(version, validVersions.upperBound))
  }

  public func encodePrefixed(version: Int16) throws(WireError) -> [UInt8] {
    var writer = WireWriter()
    writer.writeInt16(version)
    try encode(to: &writer, version: version)
    return writer.bytes
  }
}
