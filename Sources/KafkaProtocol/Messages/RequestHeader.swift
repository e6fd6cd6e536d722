/// What stands in front of every request. Its form depends on the API and version that it names (KIP-482).
public struct RequestHeader: Sendable, Equatable {
  public var apiKey: APIKey
  public var apiVersion: Int16
  /// Comes back in the response.
  public var correlationID: Int32
  public var clientID: String?
  public var unknownTaggedFields: [UnknownTaggedField]

  public init(
    apiKey: APIKey, apiVersion: Int16, correlationID: Int32, clientID: String?, unknownTaggedFields: [UnknownTaggedField] = []
  ) {
    self.apiKey = apiKey
    self.apiVersion = apiVersion
    self.correlationID = correlationID
    self.clientID = clientID
    self.unknownTaggedFields = unknownTaggedFields
  }

  /// Reads the header of any request, also of a version this code can't decode.
  public static func decode(from reader: inout WireReader) throws(WireError) -> RequestHeader {
    var header = RequestHeader(
      apiKey: APIKey(rawValue: try reader.readInt16("RequestHeader.apiKey")),
      apiVersion: try reader.readInt16("RequestHeader.apiVersion"),
      correlationID: try reader.readInt32("RequestHeader.correlationID"),
      // Never compact: a broker must be able to read it in front of any version of ApiVersions.
      clientID: try reader.readNullableString("RequestHeader.clientID", compact: false))
    if header.apiKey.requestHeaderVersion(header.apiVersion) >= 2 {
      header.unknownTaggedFields = try reader.readTaggedFields("RequestHeader")
    }
    return header
  }

  public func encode(to writer: inout WireWriter) throws(WireError) {
    writer.writeInt16(apiKey.rawValue)
    writer.writeInt16(apiVersion)
    writer.writeInt32(correlationID)
    try writer.writeNullableString(clientID, "RequestHeader.clientID", compact: false)
    if apiKey.requestHeaderVersion(apiVersion) >= 2 {
      try writer.writeTaggedFields([], unknownTaggedFields, "RequestHeader")
    } else {
      try writer.refuseTaggedFields(unknownTaggedFields, "RequestHeader", apiVersion)
    }
  }
}
