import FuzzSupport
import KafkaProtocol
import Testing

struct KafkaUUIDTests {
  // Texts from Kafka's own Uuid.toString.
  @Test(arguments: [
    (KafkaUUID.zero, "AAAAAAAAAAAAAAAAAAAAAA"),
    (KafkaUUID(high: 0, low: 1), "AAAAAAAAAAAAAAAAAAAAAQ"),
    (KafkaUUID(high: .max, low: .max), "_____________________w"),
    (KafkaUUID(high: 0x0123_4567_89ab_cdef, low: 0xfedc_ba98_7654_3210), "ASNFZ4mrze_-3LqYdlQyEA"),
  ])
  func theTextIsKafkas(uuid: KafkaUUID, text: String) {
    #expect(uuid.description == text)
    #expect(KafkaUUID(text) == uuid)
  }

  @Test(arguments: [
    "", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAA!", "AAAAAAAAAAAAAAAAAAAAA+", "AAAAAAAAAAAAAAAAAAAAAB", "ööööööööööö",
  ])
  func otherTextsAreNoID(text: String) {
    #expect(KafkaUUID(text) == nil)
  }

  @Test func everyIDComesBackFromItsText() {
    var generator = SeededGenerator(seed: 6)
    for _ in 0..<1000 {
      let uuid = KafkaUUID(high: generator.next(), low: generator.next())
      #expect(KafkaUUID(uuid.description) == uuid)
    }
  }

  @Test func theOrderIsThatOfTheBytes() {
    #expect(KafkaUUID(high: 1, low: .max) < KafkaUUID(high: 2, low: 0))
    #expect(KafkaUUID(high: 1, low: 1) < KafkaUUID(high: 1, low: 0x8000_0000_0000_0000))
  }
}
