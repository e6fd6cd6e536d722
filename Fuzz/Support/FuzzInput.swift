import KafkaProtocol

/// What a fuzzer of frames makes up: three bytes that name a decoder, then the bytes for it. Every combination names one.
package struct FuzzInput {
  package let decoder: FrameDecoder
  package let bytes: [UInt8]

  package init?(_ input: [UInt8]) {
    guard input.count >= FrameDecoder.selectorSize, let decoder = FrameDecoder(selector: input) else { return nil }
    self.decoder = decoder
    self.bytes = Array(input.dropFirst(FrameDecoder.selectorSize))
  }

  /// The input that is this seed.
  package static func bytes(of seed: FrameSeed) -> [UInt8] { seed.decoder.selector + seed.bytes }
}
