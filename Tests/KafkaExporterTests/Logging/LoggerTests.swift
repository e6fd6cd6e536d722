import Foundation
import Glibc
import Synchronization
import Testing

@testable import KafkaExporter

@Suite struct LoggerTests {
  private final class Written: Sendable {
    let lines = Mutex<[String]>([])
  }

  private let written = Written()

  private func logger(_ level: LogLevel, _ format: LogFormat = .logfmt) -> Logger {
    Logger(
      LogSink(LogConfiguration(level: level, format: format), now: { LogTime(milliseconds: 0) }) { [written] line in
        written.lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
      })
  }

  @Test func whatIsBelowTheLevelIsNotEvenBuilt() {
    let logger = logger(.warning)
    var built = 0
    func message() -> String {
      built += 1
      return "m"
    }
    logger.debug(message())
    logger.info(message())
    #expect(built == 0)
    logger.warning(message())
    logger.error(message())
    #expect(built == 2)
    #expect(written.lines.withLock { $0.count } == 2)
  }

  @Test func aLoggerMadeFromAnotherAddsItsFieldAndFollowsItsLevel() {
    let root = logger(.info)
    let cluster = root.with("cluster", "one").with("broker", 1)
    cluster.debug("no")
    root.configure(LogConfiguration(level: .debug, format: .json))
    cluster.debug("yes", ["n": 1])
    root.debug("root")
    #expect(
      written.lines.withLock { $0 } == [
        #"{"time":"1970-01-01T00:00:00.000Z","level":"debug","msg":"yes","cluster":"one","broker":1,"n":1}"# + "\n",
        #"{"time":"1970-01-01T00:00:00.000Z","level":"debug","msg":"root"}"# + "\n",
      ])
  }

  @Test(.timeLimit(.minutes(1))) func linesOfSeveralThreadsNeverInterleave() async throws {
    var ends: [Int32] = [0, 0]
    try #require(unsafe pipe(&ends) == 0)
    let (readEnd, writeEnd) = (ends[0], ends[1])
    let logger = Logger(
      LogSink(LogConfiguration(level: .info, format: .logfmt), now: { LogTime(milliseconds: 0) }) { LogSink.write($0, to: writeEnd) })
    async let text = Self.readToEnd(readEnd)
    // Longer than what a pipe takes at once.
    await withTaskGroup { group in
      for letter in ["a", "b", "c", "d"] {
        group.addTask {
          for _ in 0..<20 { logger.info(String(repeating: letter, count: 10_000)) }
        }
      }
    }
    close(writeEnd)
    let lines = await text.split(separator: "\n")
    #expect(lines.count == 80)
    #expect(lines.allSatisfy { line in ["a", "b", "c", "d"].contains { line.hasSuffix("msg=" + String(repeating: $0, count: 10_000)) } })
  }

  @concurrent private static func readToEnd(_ descriptor: Int32) async -> String {
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    return String(decoding: (try? handle.readToEnd()) ?? Data(), as: UTF8.self)
  }
}
