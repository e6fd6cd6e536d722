import KafkaProtocol
import Testing

struct FrameTests {
  @Test func aRequestHasItsLengthAndHeaderInFront() throws {
    let frame = try Frame.encodeRequest(MetadataRequest(topics: nil), version: 1, correlationID: 7, clientID: "me")
    #expect(frame == [0, 0, 0, 16, 0, 3, 0, 1, 0, 0, 0, 7, 0, 2, 0x6d, 0x65, 0xff, 0xff, 0xff, 0xff])
    let flexible = try Frame.encodeRequest(DescribeClusterRequest(), version: 0, correlationID: 7, clientID: nil)
    #expect(flexible == [0, 0, 0, 13, 0, 60, 0, 0, 0, 0, 0, 7, 0xff, 0xff, 0, 0, 0])
  }

  @Test func theBrokersSideReadsWhatTheClientWrote() throws {
    let request = ListGroupsRequest(statesFilter: ["Stable"], typesFilter: ["consumer"])
    let frame = try Frame.encodeRequest(request, version: 5, correlationID: 9, clientID: "exporter")
    let decoded = try Frame.decodeRequest(ListGroupsRequest.self, from: frame.span.rawBytes.extracting(4...))
    #expect(decoded.request == request)
    #expect(decoded.header == RequestHeader(apiKey: .listGroups, apiVersion: 5, correlationID: 9, clientID: "exporter"))
  }

  @Test func theClientsSideReadsWhatTheBrokerWrote() throws {
    let response = ListGroupsResponse(groups: [.init(groupId: "g", protocolType: "consumer", groupState: "Empty", groupType: "classic")])
    let frame = try Frame.encodeResponse(response, to: ListGroupsRequest.self, version: 5, correlationID: 9)
    let content = frame.span.rawBytes.extracting(4...)
    #expect(try Frame.correlationID(of: content) == 9)
    let decoded = try Frame.decodeResponse(to: ListGroupsRequest.self, version: 5, from: content)
    #expect(decoded.correlationID == 9)
    #expect(decoded.response == response)
  }

  @Test func bytesBehindTheMessageAreAnError() throws {
    let frame = try Frame.encodeResponse(ListGroupsResponse(), to: ListGroupsRequest.self, version: 5, correlationID: 9) + [0]
    #expect(throws: WireError("ListGroupsResponse", offset: frame.count - 5, .trailingBytes(1))) {
      try Frame.decodeResponse(to: ListGroupsRequest.self, version: 5, from: frame.span.rawBytes.extracting(4...))
    }
  }

  @Test func aRequestForAnotherAPIIsNotDecoded() throws {
    let frame = try Frame.encodeRequest(ListGroupsRequest(), version: 0, correlationID: 9, clientID: nil)
    #expect(throws: WireError("MetadataRequest", offset: 0, .otherAPI(.listGroups))) {
      try Frame.decodeRequest(MetadataRequest.self, from: frame.span.rawBytes.extracting(4...))
    }
  }

  @Test func theHeaderOfAVersionFromTheFutureCanBeRead() throws {
    var writer = WireWriter()
    try RequestHeader(apiKey: .apiVersions, apiVersion: 99, correlationID: 3, clientID: "new").encode(to: &writer)
    let header = try Frame.decodeRequestHeader(from: (writer.bytes + [1, 2, 3]).span.rawBytes)
    #expect(header.apiVersion == 99)
    #expect(header.clientID == "new")
  }
}
