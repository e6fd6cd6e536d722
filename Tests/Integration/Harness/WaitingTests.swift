import Foundation
import TestSupport
import Testing

struct WaitingTests {
  @Test func whatDoesNotHappenIsReportedWithTheLastError() async throws {
    let error = await #expect(throws: HarnessError.self) {
      try await eventually(within: .milliseconds(50), "the moon falls") { throw HarnessError("it hangs") }
    }
    #expect(error?.description == "not within 0.05 seconds: the moon falls; last error: it hangs")
  }

  @Test func whatCannotHappenAnyMoreIsNotWaitedFor() async throws {
    let error = await #expect(throws: HarnessError.self) {
      try await eventually(within: .seconds(600), "the child prints") { throw Hopeless("it ended") }
    }
    #expect(error?.description == "the child prints: it ended")
  }

  @Test func aPortIsHandedOutOnce() throws {
    var ports: Set<UInt16> = []
    for _ in 0..<100 { #expect(ports.insert(try FreePort.next()).inserted) }
  }

  @Test func aFolderGoesWithItsOwner() throws {
    var directory: TemporaryDirectory? = try TemporaryDirectory()
    let file = try #require(try directory?.write("text", to: "file"))
    #expect(FileManager.default.fileExists(atPath: file))
    directory = nil
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func theFolderOfAKilledProcessIsRemovedByTheNextOne() async throws {
    let ended = try await ChildProcess.start("true")
    _ = try await ended.wait(within: .seconds(5))
    let leftover = FileManager.default.temporaryDirectory.path + "/kafka-exporter-tests.\(ended.processIdentifier).left.0"
    try FileManager.default.createDirectory(atPath: leftover, withIntermediateDirectories: true)
    // A new process: this one may have looked already.
    await #expect(processExitsWith: .exitCode(0)) {
      _ = try TemporaryDirectory()
      exit(0)
    }
    #expect(!FileManager.default.fileExists(atPath: leftover))
  }
}
