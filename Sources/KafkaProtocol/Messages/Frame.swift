/// Requests and responses as they stand on a connection: a length of four bytes, a header, a message.
///
/// Encoding gives the length too; decoding takes what follows it. Bytes left after the message are an error.
public enum Frame {
  // MARK: - The client's side

  public static func encodeRequest<Request: KafkaRequest>(
    _ request: Request, version: Int16, correlationID: Int32, clientID: String?
  ) throws(WireError) -> [UInt8] {
    let header = RequestHeader(apiKey: Request.apiKey, apiVersion: version, correlationID: correlationID, clientID: clientID)
    var writer = WireWriter()
    writer.writeInt32(0)
    try header.encode(to: &writer)
    try request.encode(to: &writer, version: version)
    try writer.fillLength(at: 0, "\(Request.self)")
    return writer.bytes
  }

  /// The correlation id, with which the request is found whose API and version say how to read the rest.
  public static func correlationID(of span: RawSpan) throws(WireError) -> Int32 {
    var reader = WireReader(span)
    return try reader.readInt32("ResponseHeader.correlationID")
  }

  public static func decodeResponse<Request: KafkaRequest>(
    to request: Request.Type, version: Int16, from span: RawSpan
  ) throws(WireError) -> (correlationID: Int32, response: Request.Response) {
    try decodeResponse(to: request, version: version, from: span) { reader throws(WireError) in
      try Request.Response.decode(from: &reader, version: version)
    }
  }

  /// The same with another way to decode what follows the header, such as handing its elements to a visitor.
  public static func decodeResponse<Request: KafkaRequest, Response>(
    to request: Request.Type, version: Int16, from span: RawSpan, decode: (inout WireReader) throws(WireError) -> Response
  ) throws(WireError) -> (correlationID: Int32, response: Response) {
    var reader = WireReader(span)
    let header = try ResponseHeader.decode(from: &reader, apiKey: Request.apiKey, version: version)
    let response = try decode(&reader)
    try reader.expectEnd("\(Request.Response.self)")
    return (header.correlationID, response)
  }

  // MARK: - The broker's side

  /// The header alone: it says which request to decode the span as.
  public static func decodeRequestHeader(from span: RawSpan) throws(WireError) -> RequestHeader {
    var reader = WireReader(span)
    return try RequestHeader.decode(from: &reader)
  }

  public static func decodeRequest<Request: KafkaRequest>(
    _ request: Request.Type, from span: RawSpan
  ) throws(WireError) -> (header: RequestHeader, request: Request) {
    var reader = WireReader(span)
    let header = try RequestHeader.decode(from: &reader)
    guard header.apiKey == Request.apiKey else { throw WireError("\(Request.self)", offset: 0, .otherAPI(header.apiKey)) }
    let request = try Request.decode(from: &reader, version: header.apiVersion)
    try reader.expectEnd("\(Request.self)")
    return (header, request)
  }

  public static func encodeResponse<Request: KafkaRequest>(
    _ response: Request.Response, to request: Request.Type, version: Int16, correlationID: Int32
  ) throws(WireError) -> [UInt8] {
    var writer = WireWriter()
    writer.writeInt32(0)
    try ResponseHeader(correlationID: correlationID).encode(to: &writer, apiKey: Request.apiKey, version: version)
    try response.encode(to: &writer, version: version)
    try writer.fillLength(at: 0, "\(Request.Response.self)")
    return writer.bytes
  }
}
