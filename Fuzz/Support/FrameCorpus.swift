package import Foundation
package import KafkaProtocol

/// Frames that real clients and brokers sent, as `scripts/fuzz/record-corpus` wrote them down.
package struct FrameCorpus: Sendable {
  package struct Frame: Sendable {
    package let isRequest: Bool
    package let apiKey: APIKey
    package let version: Int16
    /// Without the length in front.
    package let bytes: [UInt8]
  }

  package struct Malformed: Error {
    package let line: Int
  }

  package let frames: [Frame]

  package init(contentsOf file: URL) throws {
    frames = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").enumerated().map { number, line in
      let words = line.split(separator: " ")
      guard words.count == 4, words[0] == "request" || words[0] == "response", let key = Int16(words[1]), let version = Int16(words[2]),
        let data = Data(base64Encoded: String(words[3]))
      else { throw Malformed(line: number + 1) }
      return Frame(isRequest: words[0] == "request", apiKey: APIKey(rawValue: key), version: version, bytes: [UInt8](data))
    }
  }

  /// The frames of the versions that are known here, each with every decoder that reads it, and what was inside of them.
  package func seeds() -> [FrameSeed] {
    frames.flatMap(Self.seeds)
  }

  private static func seeds(of frame: Frame) -> [FrameSeed] {
    guard let type = MessageCatalogue.request(for: frame.apiKey), type.validVersions.contains(frame.version) else { return [] }
    if frame.isRequest {
      return [FrameSeed(.request(type, version: frame.version), frame.bytes)] + records(in: frame).map { FrameSeed(.records, $0) }
    }
    let decoders = [FrameDecoder?.some(.response(to: type, version: frame.version)), .visitedResponse(to: type, version: frame.version)]
    return decoders.compactMap { $0 }.map { FrameSeed($0, frame.bytes) } + records(in: frame).map { FrameSeed(.records, $0) }
  }

  private static func records(in frame: Frame) -> [[UInt8]] {
    let span = frame.bytes.span.rawBytes
    switch (frame.apiKey, frame.isRequest) {
    case (.produce, true):
      let request = (try? KafkaProtocol.Frame.decodeRequest(ProduceRequest.self, from: span))?.request
      return request?.topicData.flatMap { $0.partitionData.compactMap(\.records) } ?? []
    case (.fetch, false):
      let response = (try? KafkaProtocol.Frame.decodeResponse(to: FetchRequest.self, version: frame.version, from: span))?.response
      return response?.responses.flatMap { $0.partitions.compactMap(\.records) }.filter { !$0.isEmpty } ?? []
    default: return []
    }
  }
}
