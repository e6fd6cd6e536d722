import Foundation
import TestSupport
import Testing

struct ChildProcessTests {
  @Test func outputAndStatusAreThoseOfTheProgram() async throws {
    let finished = try await run("sh", ["-c", "echo out; echo err >&2; exit 3"])
    #expect(finished.status == 3)
    #expect(finished.standardOutput == "out\n")
    #expect(finished.standardError == "err\n")
  }

  @Test func aProgramThatIsNotThereEndsWithStatus127() async throws {
    #expect(try await run("no-such-program").status == 127)
  }

  @Test func aProgramThatTakesTooLongIsKilledAndItsOutputReported() async throws {
    let error = await #expect(throws: HarnessError.self) {
      try await run("sh", ["-c", "echo started; exec sleep 600"], within: .milliseconds(500))
    }
    #expect(error?.description.hasSuffix("started") == true)
  }

  @Test func aChildThatIgnoresTheRequestIsKilled() async throws {
    let child = try await ChildProcess.start("sh", ["-c", "trap '' TERM; echo ready; while :; do sleep 1; done"])
    try await eventually("it is set up") { child.standardOutput == "ready\n" }
    #expect(try await child.terminate(grace: .milliseconds(200)) == 128 + SIGKILL)
  }

  @Test func aPausedChildStandsStillUntilItIsResumed() async throws {
    let child = try await ChildProcess.start("sleep", ["600"])
    try await child.pause()
    #expect(ProcessTable.isStopped(child.processIdentifier))
    child.resume()
    try await eventually("it runs") { !ProcessTable.isStopped(child.processIdentifier) }
    #expect(try await child.terminate() == 128 + SIGTERM)
  }

  @Test func aPausedChildCanBeTerminated() async throws {
    let child = try await ChildProcess.start("sleep", ["600"])
    try await child.pause()
    #expect(try await child.terminate() == 128 + SIGTERM)
  }

  @Test func theGrandchildrenOfAChildEndWithIt() async throws {
    let child = try await ChildProcess.start("sh", ["-c", "sleep 600 & echo $!; wait"])
    let grandchild = try await eventually("it says who") { Int32(child.standardOutput.trimmingCharacters(in: .newlines)) }
    try await child.kill()
    try await eventually("the grandchild is gone") { !ProcessTable.isRunning(grandchild) }
  }

  @Test func aChildEndsWithTheLastReferenceToIt() async throws {
    var child: ChildProcess? = try await ChildProcess.start("sleep", ["600"])
    let identifier = try #require(child?.processIdentifier)
    child = nil
    try await eventually("the child is gone") { !ProcessTable.isRunning(identifier) }
  }

  @Test func aChildDiesWithItsKilledParent() async throws {
    let parent = await #expect(processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]) {
      let child = try await ChildProcess.start("sleep", ["600"])
      try FileHandle.standardOutput.write(contentsOf: Data("child \(child.processIdentifier)\n".utf8))
      kill(getpid(), SIGKILL)
    }
    try await expectChildIsGone(parent)
  }

  @Test func aChildDiesWithItsParentsExit() async throws {
    let parent = await #expect(processExitsWith: .exitCode(0), observing: [\.standardOutputContent]) {
      let child = try await ChildProcess.start("sleep", ["600"])
      try FileHandle.standardOutput.write(contentsOf: Data("child \(child.processIdentifier)\n".utf8))
      exit(0)
    }
    try await expectChildIsGone(parent)
  }

  private func expectChildIsGone(_ parent: ExitTest.Result?) async throws {
    let output = String(decoding: try #require(parent).standardOutputContent, as: UTF8.self)
    let identifier = try #require(output.firstMatch(of: /child ([0-9]+)/).flatMap { Int32($0.1) })
    try await eventually("the child is gone") { !ProcessTable.isRunning(identifier) }
  }
}
