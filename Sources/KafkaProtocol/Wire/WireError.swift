/// Bytes that are not what Kafka's protocol says they must be, or a value that the asked-for version cannot carry.
///
/// Offsets count from the first byte the reader or writer was given. A connection that gave such bytes can't be trusted to be in step any more.
public struct WireError: Error, Equatable, Sendable {
  /// What was being read or written, as in `MetadataResponse.Topic.name`.
  public var field: String
  /// Bytes before the place where it went wrong.
  public var offset: Int
  public var reason: Reason

  public enum Reason: Equatable, Sendable {
    /// The bytes end before the value does.
    case truncated(needed: Int, available: Int)
    /// A length or count that is negative or more than the bytes that are left could hold.
    case impossibleLength(Int, available: Int)
    /// A variable-length integer that does not fit its type.
    case overlongVarint
    /// Null where the version does not allow it.
    case unexpectedNull
    /// A tagged field whose content is shorter or longer than it announced.
    case taggedFieldSize(tag: UInt32, announced: Int, actual: Int)
    /// The same tag twice in one section.
    case duplicateTag(UInt32)
    /// Bytes are left after the whole message.
    case trailingBytes(Int)
    /// A version that this code has no definition of.
    case unsupportedVersion(Int16, supported: ClosedRange<Int16>)
    /// The field has a value that can't be left out, and the version has no place for it.
    case fieldNotInVersion(Int16)
    /// Too long for the length field in front of it.
    case tooLong(Int)
    /// A request for another API than the one it was decoded as.
    case otherAPI(APIKey)
    /// Records of a format before v2, or of one from the future.
    case unsupportedMagic(Int8)
    /// The bytes of a record batch are not those that its checksum was made of.
    case checksum(announced: UInt32, actual: UInt32)
    /// Records that would have to be decompressed, or compressed, first.
    case compressedRecords(RecordCompression)
    /// A record whose content is shorter or longer than it announced.
    case recordSize(announced: Int, actual: Int)
    /// A number that has no place in its batch.
    case outOfRange(Int64)
  }

  public init(_ field: String, offset: Int, _ reason: Reason) {
    self.field = field
    self.offset = offset
    self.reason = reason
  }
}

extension WireError: CustomStringConvertible {
  public var description: String { "\(field) at byte \(offset): \(reason)" }
}

extension WireError.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .truncated(let needed, let available): "\(needed) bytes needed, \(available) left"
    case .impossibleLength(let length, let available): "length \(length) is impossible with \(available) bytes left"
    case .overlongVarint: "variable-length integer too long"
    case .unexpectedNull: "null is not allowed here"
    case .taggedFieldSize(let tag, let announced, let actual): "tagged field \(tag) announced \(announced) bytes and has \(actual)"
    case .duplicateTag(let tag): "tagged field \(tag) is there twice"
    case .trailingBytes(let count): "\(count) bytes left after the end"
    case .unsupportedVersion(let version, let supported):
      "version \(version) is not one of \(supported.lowerBound) to \(supported.upperBound)"
    case .fieldNotInVersion(let version): "set, but version \(version) has no such field"
    case .tooLong(let length): "length \(length) does not fit its length field"
    case .otherAPI(let key): "the request is for \(key)"
    case .unsupportedMagic(let magic): "record format \(magic) is not supported, only 2 is"
    case .checksum(let announced, let actual):
      "checksum 0x\(String(announced, radix: 16)) announced, but that of the bytes is 0x\(String(actual, radix: 16))"
    case .compressedRecords(let compression): "records compressed with \(compression)"
    case .recordSize(let announced, let actual): "record announced \(announced) bytes and has \(actual)"
    case .outOfRange(let number): "\(number) is out of range"
    }
  }
}
