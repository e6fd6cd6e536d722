import KafkaProtocol

/// Bytes that a decoder reads without complaint, to start damaging from.
package struct FrameSeed: Sendable {
  package let decoder: FrameDecoder
  package let bytes: [UInt8]

  package init(_ decoder: FrameDecoder, _ bytes: [UInt8]) {
    self.decoder = decoder
    self.bytes = bytes
  }

  /// `count` messages of each request and response in each version, filled at random: there is no API whose frames would be missing.
  package static func random(count: Int, seed: UInt64) -> [FrameSeed] {
    var generator = SeededGenerator(seed: seed)
    var seeds: [FrameSeed] = []
    for type in MessageCatalogue.requests { add(type, count, &generator, &seeds) }
    return seeds
  }

  private static func add<Request: KafkaRequest>(
    _ type: Request.Type, _ count: Int, _ generator: inout SeededGenerator, _ seeds: inout [FrameSeed]
  ) {
    for version in Request.validVersions {
      let visited = FrameDecoder.visitedResponse(to: type, version: version)
      for number in 0..<count {
        let correlationID = Int32(truncatingIfNeeded: number)
        if let request = RandomMessages.make(type, version: version, using: &generator),
          let frame = try? Frame.encodeRequest(request, version: version, correlationID: correlationID, clientID: "client")
        {
          seeds.append(FrameSeed(.request(type, version: version), Array(frame.dropFirst(4))))
        }
        if let response = RandomMessages.make(Request.Response.self, version: version, using: &generator),
          let frame = try? Frame.encodeResponse(response, to: type, version: version, correlationID: correlationID)
        {
          seeds.append(FrameSeed(.response(to: type, version: version), Array(frame.dropFirst(4))))
          if let visited { seeds.append(FrameSeed(visited, Array(frame.dropFirst(4)))) }
        }
      }
    }
  }
}
