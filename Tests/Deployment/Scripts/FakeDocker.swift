import Foundation
import TestSupport

/// A program named `docker` that writes down how it is called and answers as a test has told it; and the few other programs run.sh needs, so that no
/// real docker of the machine can be called.
struct FakeDocker {
  private let directory: TemporaryDirectory
  private var answers = 0

  private static let programs = ["awk", "bash", "cat", "dirname", "grep", "head", "mv", "sed", "sleep", "sort", "tr"]
  /// The first answer whose pattern fits is given. What was not expected fails, so that no call goes unseen.
  private static let script = #"""
    #!/usr/bin/env bash
    printf '%s\n' "$*" >>"$FAKE_DOCKER/calls"
    for answer in "$FAKE_DOCKER"/answers/*; do
      # shellcheck disable=SC2053 # a pattern
      [[ "$*" == $(<"$answer/pattern") ]] || continue
      cat "$answer/output"
      status=$(<"$answer/status")
      if [ -e "$answer/once" ]; then mv "$answer" "$FAKE_DOCKER/given-${answer##*/}"; fi
      exit "$status"
    done
    printf 'unexpected call: docker %s\n' "$*" >&2
    exit 99
    """#

  /// - Parameter isInstalled: without it there is no docker at all.
  init(isInstalled: Bool = true) throws {
    directory = try TemporaryDirectory("docker")
    let files = FileManager.default
    for folder in ["bin", "answers"] {
      try files.createDirectory(atPath: directory.path(of: folder), withIntermediateDirectories: true)
    }
    for program in Self.programs {
      let places = ["/usr/bin/", "/bin/"].map { $0 + program }
      guard let place = places.first(where: { files.isExecutableFile(atPath: $0) }) else { throw HarnessError("no \(program)") }
      try files.createSymbolicLink(atPath: directory.path(of: "bin/\(program)"), withDestinationPath: place)
    }
    guard isInstalled else { return }
    let script = try directory.write(Self.script, to: "bin/docker")
    try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
  }

  /// Says how to answer calls whose arguments fit a shell pattern; what is said first is looked at first.
  ///
  /// - Parameter once: the next such call gets the next answer that fits.
  mutating func answer(_ pattern: String, _ output: String = "", status: Int = 0, once: Bool = false) throws {
    answers += 1
    let folder = "answers/\(String(1000 + answers))"
    try FileManager.default.createDirectory(atPath: directory.path(of: folder), withIntermediateDirectories: true)
    try directory.write(pattern, to: "\(folder)/pattern")
    try directory.write(output.isEmpty || output.hasSuffix("\n") ? output : output + "\n", to: "\(folder)/output")
    try directory.write("\(status)", to: "\(folder)/status")
    if once { try directory.write("", to: "\(folder)/once") }
  }

  /// Runs ./run.sh with what a person types.
  func runScript(_ arguments: [String] = [], typing input: String = "") async throws -> Finished {
    let typed = try directory.write(input, to: "typed")
    // Only the script gets this PATH: what starts it needs its own.
    let command = ["PATH=" + directory.path(of: "bin"), "FAKE_DOCKER=" + directory.path, packageRoot + "/run.sh"]
    return try await run("env", command + arguments, input: typed, within: .seconds(20))
  }

  /// The arguments of each call so far.
  var calls: [String] {
    let text = (try? String(contentsOfFile: directory.path(of: "calls"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }

  /// Calls that change something: everything but questions.
  var deeds: [String] {
    let questions = [
      "ps", "info", "inspect", "logs", "volume ls", "network ls", "image ls", "compose version", "compose config", "buildx version",
    ]
    return calls.filter { call in !questions.contains { call.replacing(#/--profile [a-z]+ /#, with: "").hasPrefix($0) } }
  }
}
