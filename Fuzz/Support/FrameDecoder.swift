package import KafkaProtocol

/// One way to read bytes that came from a connection.
package struct FrameDecoder: Sendable {
  /// As in `MetadataResponse 12 visited`.
  package let name: String
  /// Names it in fewer bytes: what is read, then the API's number and version where that takes part.
  let selector: [UInt8]
  private let read: @Sendable (RawSpan) throws(WireError) -> Void
  private let isConsistent: @Sendable (RawSpan) -> Bool

  private init(
    name: String, selector: [UInt8], read: @escaping @Sendable (RawSpan) throws(WireError) -> Void,
    isConsistent: @escaping @Sendable (RawSpan) -> Bool
  ) {
    self.name = name
    self.selector = selector
    self.read = read
    self.isConsistent = isConsistent
  }

  /// Why the bytes can't be read, nil when they can.
  package func failure(_ bytes: [UInt8]) -> WireError? {
    do throws(WireError) {
      try read(bytes.span.rawBytes)
      return nil
    } catch {
      return error
    }
  }

  /// Whether what can be read can also be written, and is then read as the same. True for bytes that can't be read.
  package func isConsistent(_ bytes: [UInt8]) -> Bool { isConsistent(bytes.span.rawBytes) }
}

// MARK: - Requests and responses

extension FrameDecoder {
  /// As a broker reads it: the header says what the rest is.
  package static let anyRequest = FrameDecoder(name: "any request", selector: [0, 0, 0]) { span throws(WireError) in
    try readRequest(try MessageCatalogue.request(in: span), span)
  } isConsistent: { span in
    guard let request = try? MessageCatalogue.request(in: span) else { return true }
    return isConsistentRequest(request, span)
  }

  /// The same under the name of what it is expected to read.
  package static func request(_ type: any KafkaRequest.Type, version: Int16) -> FrameDecoder {
    FrameDecoder(name: "\(type) \(version)", selector: anyRequest.selector, read: anyRequest.read, isConsistent: anyRequest.isConsistent)
  }

  private static func readRequest<Request: KafkaRequest>(_ type: Request.Type, _ span: RawSpan) throws(WireError) {
    _ = try Frame.decodeRequest(type, from: span)
  }

  private static func isConsistentRequest<Request: KafkaRequest>(_ type: Request.Type, _ span: RawSpan) -> Bool {
    guard let (header, request) = try? Frame.decodeRequest(type, from: span) else { return true }
    return isRoundTrip(request, version: header.apiVersion)
  }

  package static func response<Request: KafkaRequest>(to type: Request.Type, version: Int16) -> FrameDecoder {
    FrameDecoder(name: "\(Request.Response.self) \(version)", selector: selector(1, type, version)) { span throws(WireError) in
      _ = try Frame.decodeResponse(to: type, version: version, from: span)
    } isConsistent: { span in
      guard let (_, response) = try? Frame.decodeResponse(to: type, version: version, from: span) else { return true }
      return isRoundTrip(response, version: version)
    }
  }

  /// What a message says may be written differently at first: tagged fields out of order, a default where nothing need be. From then on it stays.
  private static func isRoundTrip<Message: KafkaMessage>(_ message: Message, version: Int16) -> Bool {
    // The same tag twice can be read and has no encoding.
    guard let bytes = try? RandomMessages.encode(message, version: version) else { return true }
    guard let again = try? RandomMessages.decode(Message.self, bytes, version: version) else { return false }
    return (try? RandomMessages.encode(again, version: version)) == bytes
  }
}

// MARK: - Responses that are handed over row by row

extension FrameDecoder {
  /// Nil for a request whose response has no visitor.
  package static func visitedResponse(to type: any KafkaRequest.Type, version: Int16) -> FrameDecoder? {
    switch type {
    case is MetadataRequest.Type:
      visited(MetadataRequest.self, version) { reader, counter throws(WireError) in
        try MetadataResponse.decode(from: &reader, version: version, visiting: &counter)
      }
    case is ListOffsetsRequest.Type:
      visited(ListOffsetsRequest.self, version) { reader, counter throws(WireError) in
        try ListOffsetsResponse.decode(from: &reader, version: version, visiting: &counter)
      }
    case is OffsetFetchRequest.Type:
      visited(OffsetFetchRequest.self, version) { reader, counter throws(WireError) in
        try OffsetFetchResponse.decode(from: &reader, version: version, visiting: &counter)
      }
    default: nil
    }
  }

  private static func visited<Request: KafkaRequest>(
    _ type: Request.Type, _ version: Int16,
    decode: @escaping @Sendable (inout WireReader, inout RowCounter) throws(WireError) -> Request.Response
  ) -> FrameDecoder {
    let read: @Sendable (RawSpan) throws(WireError) -> Void = { span throws(WireError) in
      _ = try Frame.decodeResponse(to: type, version: version, from: span) { reader throws(WireError) in
        var counter = RowCounter()
        return try decode(&reader, &counter)
      }
    }
    return FrameDecoder(name: "\(Request.Response.self) \(version) visited", selector: selector(2, type, version), read: read) { span in
      let isVisited = (try? read(span)) != nil
      return isVisited == ((try? Frame.decodeResponse(to: type, version: version, from: span)) != nil)
    }
  }
}

// MARK: - Bytes inside of messages

extension FrameDecoder {
  package static let consumerSubscription = prefixed(ConsumerProtocolSubscription.self, 3)
  package static let consumerAssignment = prefixed(ConsumerProtocolAssignment.self, 4)

  private static func prefixed<Message: VersionPrefixedMessage>(_ type: Message.Type, _ kind: UInt8) -> FrameDecoder {
    FrameDecoder(name: "\(type)", selector: [kind, 0, 0]) { span throws(WireError) in
      _ = try Message.decode(prefixed: span)
    } isConsistent: { span in
      guard let message = try? Message.decode(prefixed: span) else { return true }
      return isRoundTrip(message, version: Message.validVersions.upperBound)
    }
  }

  /// A `records` field, as far as its records are not compressed; checksums don't matter.
  package static let records = FrameDecoder(name: "records", selector: [5, 0, 0]) { span throws(WireError) in
    var batches = RecordBatchReader(span, checkingChecksums: false)
    while let batch = try batches.next() {
      guard batch.header.attributes.compression == .none else { continue }
      var records = try batch.recordReader()
      while let _ = try records.next() {}
    }
  } isConsistent: { span in
    var batches = RecordBatchReader(span, checkingChecksums: false)
    while let batch = try? batches.next() {
      guard let records = try? batch.records(), let bytes = try? RecordBatch.encode(records) else { continue }
      var again = RecordBatchReader(bytes.span.rawBytes)
      guard let batch = try? again.next(), (try? batch.records()) == records else { return false }
    }
    return true
  }
}

// MARK: - Naming one in three bytes

extension FrameDecoder {
  static let selectorSize = 3

  private static func selector(_ kind: UInt8, _ type: any KafkaRequest.Type, _ version: Int16) -> [UInt8] {
    [kind, UInt8(truncatingIfNeeded: type.apiKey.rawValue), UInt8(truncatingIfNeeded: version)]
  }

  /// The one that the first three bytes name. What there is no API or version of is taken modulo what there is, so that nearly all bytes name one; nil
  /// for fewer than three.
  init?(selector: [UInt8]) {
    guard selector.count >= Self.selectorSize else { return nil }
    let requests = MessageCatalogue.requests
    let type = MessageCatalogue.request(for: APIKey(rawValue: Int16(selector[1]))) ?? requests[Int(selector[1]) % requests.count]
    let versions = type.validVersions
    let asked = Int16(selector[2])
    let version = versions.contains(asked) ? asked : versions.lowerBound + asked % Int16(versions.count)
    switch selector[0] % 6 {
    case 0: self = .anyRequest
    case 1: self = .response(to: type, version: version)
    case 2: self = .visitedResponse(to: type, version: version) ?? .response(to: type, version: version)
    case 3: self = .consumerSubscription
    case 4: self = .consumerAssignment
    default: self = .records
    }
  }
}
