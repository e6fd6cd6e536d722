import Testing

@testable import KafkaProtocol

struct CRC32CTests {
  /// The vectors of RFC 3720, B.4, with the bytes of each checksum in the order of a number; then the usual check value.
  @Test(
    arguments: [
      ([], 0), ([UInt8](repeating: 0, count: 32), 0x8a91_36aa), ([UInt8](repeating: 0xff, count: 32), 0x62a8_ab43),
      (Array(0...31), 0x46dd_794e), (Array((0...31).reversed()), 0x113f_db5c), (Array("123456789".utf8), 0xe306_9283),
    ] as [([UInt8], UInt32)])
  func checksumsAreThoseOfTheStandard(bytes: [UInt8], checksum: UInt32) {
    #expect(CRC32C.checksum(bytes.span.rawBytes) == checksum)
  }
}
