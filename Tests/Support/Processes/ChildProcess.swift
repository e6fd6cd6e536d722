import Foundation
import Synchronization

/// A program started by a test, in a process group of its own, that never outlives the test process.
///
/// The thread that spawns the child waits for it and does nothing else. The kernel sends the parent-death signal (prctl(2),
/// PR_SET_PDEATHSIG, set here by setpriv(1)) when the spawning *thread* ends: with a thread of the pool that would be a matter of luck.
/// So a child dies when it is terminated, when its last reference goes, when the test process exits and when that is killed.
///
/// Standard output and error go to files, so a child that prints much can never block.
public final class ChildProcess: Sendable {
  /// How a child ended, as a shell tells it: the exit status, or 128 and the signal.
  public typealias Status = Int32

  /// The program and its arguments, for messages.
  public let name: String
  public let processIdentifier: Int32
  private let files: ChildFiles
  private let ending: ChildEnding

  /// Starts a program found in PATH.
  ///
  /// - Parameters:
  ///   - environment: added to the test process' own.
  ///   - input: a file for standard input; without it there is none.
  /// - Throws: `HarnessError` when the process cannot be made. A program that is not found ends with status 127.
  public static func start(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:], input: String = "/dev/null"
  ) async throws(HarnessError) -> ChildProcess {
    let files = try ChildFiles(program: program, input: input)
    let ending = ChildEnding()
    ExitHandler.install()
    // A parent that died before the signal was asked for will never cause it; then the child has another parent by now.
    let guarded = ["sh", "-c", #"[ "$PPID" = "$0" ] && exec "$@""#, "\(getpid())", program] + arguments
    let command = ["setpriv", "--pdeathsig", "KILL", "--"] + guarded
    let variables = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    let started: Result<Int32, HarnessError> = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        do throws(HarnessError) {
          let child = try spawn(command, environment: variables, files: files)
          LivingChildren.insert(child)
          continuation.resume(returning: .success(child))
          ending.set(reap(child))
        } catch {
          continuation.resume(returning: .failure(error))
        }
      }
    }
    return ChildProcess(
      name: ([program] + arguments).joined(separator: " "), processIdentifier: try started.get(), files: files, ending: ending)
  }

  private init(name: String, processIdentifier: Int32, files: ChildFiles, ending: ChildEnding) {
    self.name = name
    self.processIdentifier = processIdentifier
    self.files = files
    self.ending = ending
  }

  deinit {
    LivingChildren.signal(processIdentifier, SIGKILL)
  }

  /// nil while the child runs.
  public var status: Status? { ending.status }

  public var isRunning: Bool { status == nil }

  /// Everything printed so far.
  public var standardOutput: String { files.text(of: files.output) }
  public var standardError: String { files.text(of: files.errors) }

  /// The last lines of both outputs, for the message of a failed test.
  public func outputTail(lines: Int = 30) -> String {
    let text = standardOutput + standardError
    return text.split(separator: "\n").suffix(lines).joined(separator: "\n")
  }

  /// Sends a signal to the whole process group.
  public func signal(_ signal: Int32) {
    LivingChildren.signal(processIdentifier, signal)
  }

  /// Stops the child in its tracks (SIGSTOP) and returns when it stands still. Its sockets stay open and answer nothing.
  public func pause() async throws(HarnessError) {
    signal(SIGSTOP)
    try await eventually("\(name) stands still") { ProcessTable.isStopped(processIdentifier) }
  }

  public func resume() {
    signal(SIGCONT)
  }

  /// - Throws: `HarnessError` with the last lines of the output when the child still runs after `limit`.
  public func wait(within limit: Duration) async throws(HarnessError) -> Status {
    do throws(HarnessError) {
      return try await eventually(within: limit, "\(name) ends") { status }
    } catch {
      throw HarnessError("\(error)\n\(outputTail())")
    }
  }

  /// Asks the child to end (SIGTERM), kills it when it has not after `grace`, and returns when it is gone.
  @discardableResult
  public func terminate(grace: Duration = .seconds(10)) async throws(HarnessError) -> Status {
    signal(SIGTERM)
    signal(SIGCONT)
    if let status = try? await wait(within: grace) { return status }
    return try await kill()
  }

  /// Ends the child without asking (SIGKILL) and returns when it is gone.
  @discardableResult
  public func kill() async throws(HarnessError) -> Status {
    signal(SIGKILL)
    return try await wait(within: .seconds(10))
  }
}
