/// What stands in front of every response. Its form depends on the API and version of the request.
public struct ResponseHeader: Sendable, Equatable {
  public var correlationID: Int32
  public var unknownTaggedFields: [UnknownTaggedField]

  public init(correlationID: Int32, unknownTaggedFields: [UnknownTaggedField] = []) {
    self.correlationID = correlationID
    self.unknownTaggedFields = unknownTaggedFields
  }

  public static func decode(from reader: inout WireReader, apiKey: APIKey, version: Int16) throws(WireError) -> ResponseHeader {
    var header = ResponseHeader(correlationID: try reader.readInt32("ResponseHeader.correlationID"))
    if apiKey.responseHeaderVersion(version) >= 1 {
      header.unknownTaggedFields = try reader.readTaggedFields("ResponseHeader")
    }
    return header
  }

  public func encode(to writer: inout WireWriter, apiKey: APIKey, version: Int16) throws(WireError) {
    writer.writeInt32(correlationID)
    if apiKey.responseHeaderVersion(version) >= 1 {
      try writer.writeTaggedFields([], unknownTaggedFields, "ResponseHeader")
    } else {
      try writer.refuseTaggedFields(unknownTaggedFields, "ResponseHeader", version)
    }
  }
}
