import Foundation
import TestSupport
import YAML

/// The chart of deploy/kubernetes, rendered as Helm renders it: by the program in `render`, which is made of the same Go libraries.
enum Chart {
  static let folder = "\(packageRoot)/deploy/kubernetes/chart"

  /// What a skipped test says.
  static let hint = "needs go and sprig (scripts/install-dependencies --test)"

  /// Whether there is what renders it.
  static let canRender = FileManager.default.fileExists(atPath: "\(goPath)/src/github.com/Masterminds/sprig") && whereIs("go") != nil

  /// Helm itself, where a machine has it.
  static let helm = whereIs("helm")

  /// All objects of a release.
  ///
  /// - Parameters:
  ///   - values: YAML texts, each taking precedence over those before it.
  ///   - valueFiles: files of the chart's folder that come before them.
  /// - Throws: `HarnessError` with the engine's words when the chart refuses the values.
  static func objects(
    _ values: String..., valueFiles: [String] = [], release: String = "kafka-exporter", namespace: String = "default"
  ) async throws -> [KubernetesObject] {
    try KubernetesObject.all(in: await print("objects", values, valueFiles, release, namespace), source: "the chart")
  }

  /// The same as text: what `helm template` prints.
  static func text(_ values: String..., valueFiles: [String] = []) async throws(HarnessError) -> String {
    try await print("objects", values, valueFiles, "kafka-exporter", "default")
  }

  /// What Helm says after an installation.
  static func notes(_ values: String...) async throws(HarnessError) -> String {
    try await print("notes", values, [], "kafka-exporter", "default")
  }

  /// The chart's values with those given, as JSON.
  static func mergedValues(_ values: String..., valueFiles: [String] = []) async throws(HarnessError) -> String {
    try await print("values", values, valueFiles, "kafka-exporter", "default")
  }

  private static func print(
    _ what: String, _ values: [String], _ valueFiles: [String], _ release: String, _ namespace: String
  ) async throws(HarnessError) -> String {
    let directory = try TemporaryDirectory("values")
    var arguments = ["-chart", folder, "-release", release, "-namespace", namespace, "-show", what]
    for file in valueFiles { arguments += ["-values", "\(folder)/\(file)"] }
    for (index, text) in values.enumerated() { arguments += ["-values", try directory.write(text, to: "\(index).yaml")] }
    return try await run(try await renderer.value.get(), arguments).checked("the chart's renderer").standardOutput
  }

  /// Built once; what Go compiled for it stays in the build folder.
  private static let renderer = Task { () async -> Result<String, HarnessError> in
    do throws(HarnessError) {
      let program = "\(packageRoot)/.build/render-chart"
      // Named one by one: outside a module Go takes no folder by its absolute path.
      let files = GeneratedFile.names(in: sources, ending: ".go").map { "\(packageRoot)/\(sources)/\($0)" }
      _ = try await run(
        "go", ["build", "-o", program] + files,
        environment: ["GO111MODULE": "off", "GOPATH": goPath, "GOCACHE": "\(packageRoot)/.build/go-cache", "GOFLAGS": ""],
        within: .seconds(180)
      ).checked("go build")
      return .success(program)
    } catch {
      return .failure(error)
    }
  }

  private static let sources = "Tests/Deployment/Kubernetes/render"
  private static let goPath = "/usr/share/gocode"

  private static func whereIs(_ program: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
