/// A tagged field that this code has no definition of, kept so that encoding again gives the same bytes (KIP-482).
public struct UnknownTaggedField: Sendable, Equatable {
  public var tag: UInt32
  public var bytes: [UInt8]

  public init(tag: UInt32, bytes: [UInt8]) {
    self.tag = tag
    self.bytes = bytes
  }
}
