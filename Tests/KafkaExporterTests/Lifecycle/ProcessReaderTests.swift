import Glibc
import KafkaExporter
import Testing

@Suite struct ProcessReaderTests {
  private static let units = ProcessFacts.Units(ticksPerSecond: 100, pageBytes: 4096)
  private static let tail = "S 1 1 1 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 7 0 104043 3133440 380 18446744073709551615 9 9 9\n"

  @Test(arguments: ["cat", "a b", "a) S 1 (b", "((", "))", ""])
  func theCommandsNameNeverMovesTheFields(name: String) {
    var facts = ProcessFacts()
    facts.read(stat: "7793 (\(name)) \(Self.tail)", bootTime: 1_700_000_000, units: Self.units)
    #expect(facts.cpuSeconds == 3)
    #expect(facts.threads == 7)
    #expect(facts.startTimeSeconds == 1_700_001_040.43)
    #expect(facts.virtualMemoryBytes == 3_133_440)
    #expect(facts.residentMemoryBytes == 1_556_480)
  }

  @Test(arguments: [
    "", "12", "12 (a", "12 (a)", "12 (a) S 1 1", "12 (a) S x x x x x x x x x x -1 -1 x x x x -7 x -1 -1 99999999999999999999",
  ])
  func whatTheTextLacksStaysUnknown(stat: String) {
    var facts = ProcessFacts()
    facts.read(stat: stat, bootTime: nil, units: Self.units)
    #expect(facts == ProcessFacts())
  }

  @Test func theSoftLimitOfOpenFilesIsRead() {
    var facts = ProcessFacts()
    facts.read(
      limits: """
        Limit                     Soft Limit           Hard Limit           Units
        Max processes             255845               255845               processes
        Max open files            1024                 1048576              files
        """)
    #expect(facts.maximumFileDescriptors == 1024)
  }

  @Test(arguments: ["", "Max open files", "Max open files            unlimited            unlimited            files"])
  func noLimitOfOpenFilesIsUnknown(limits: String) {
    var facts = ProcessFacts()
    facts.read(limits: limits)
    #expect(facts.maximumFileDescriptors == nil)
  }

  @Test func theBootTimeIsFoundBetweenOtherLines() {
    #expect(ProcessFacts.bootTime(inStat: "cpu  1 2\nintr 5 0\nbtime 1700000000\nprocesses 5\n") == 1_700_000_000)
    #expect(ProcessFacts.bootTime(inStat: "cpu  1 2\n") == nil)
  }

  @Test func thisProcessIsReadWholly() throws {
    let facts = ProcessReader().read()
    let started = try #require(facts.startTimeSeconds)
    #expect(abs(Double(time(nil)) - started) < 3600)
    #expect(try #require(facts.cpuSeconds) >= 0)
    #expect(try #require(facts.residentMemoryBytes) > 1 << 20)
    #expect(try #require(facts.virtualMemoryBytes) > #require(facts.residentMemoryBytes))
    #expect(try #require(facts.openFileDescriptors) >= 3)
    #expect(try #require(facts.threads) >= 1)
  }
}
