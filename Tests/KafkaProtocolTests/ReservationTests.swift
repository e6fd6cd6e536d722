import Testing

@testable import KafkaProtocol

struct ReservationTests {
  @Test func noMoreMemoryIsReservedThanBytesAreLeft() {
    let bytes = [UInt8](repeating: 1, count: 100_000)
    let reader = WireReader(bytes.span.rawBytes)
    // 100,000 empty strings would fit into these bytes and need 16 bytes each in memory.
    #expect(reader.reservation(100_000, of: String.self) * MemoryLayout<String>.stride <= bytes.count + MemoryLayout<String>.stride)
    #expect(reader.reservation(10, of: String.self) == 10)
    #expect(reader.reservation(25_000, of: Int32.self) == 25_000)
  }
}
