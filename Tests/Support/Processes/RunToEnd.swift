/// What a program that ran to its end left behind.
public struct Finished: Sendable {
  /// The exit status, or 128 and the signal that ended it.
  public let status: Int32
  public let standardOutput: String
  public let standardError: String

  public init(status: Int32, standardOutput: String, standardError: String) {
    self.status = status
    self.standardOutput = standardOutput
    self.standardError = standardError
  }

  /// Itself when the program succeeded.
  ///
  /// - Throws: `HarnessError` with the status and all output otherwise.
  public func checked(_ what: String) throws(HarnessError) -> Finished {
    guard status == 0 else { throw HarnessError("\(what): status \(status)\n\(standardOutput)\(standardError)") }
    return self
  }
}

/// Runs a program to its end; one that takes longer than `limit` is killed.
///
/// - Throws: `HarnessError` when it cannot be started or takes too long. A status other than 0 is the caller's to judge.
public func run(
  _ program: String, _ arguments: [String] = [], environment: [String: String] = [:], input: String = "/dev/null",
  within limit: Duration = .seconds(30)
) async throws(HarnessError) -> Finished {
  let child = try await ChildProcess.start(program, arguments, environment: environment, input: input)
  let status: Int32
  do throws(HarnessError) {
    status = try await child.wait(within: limit)
  } catch {
    _ = try await child.kill()
    throw error
  }
  return Finished(status: status, standardOutput: child.standardOutput, standardError: child.standardError)
}
