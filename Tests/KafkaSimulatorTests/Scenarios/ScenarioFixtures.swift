import Foundation
import KafkaSimulator
import TestSupport

/// Scenario files of the tests and those that are shipped.
enum ScenarioFixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
  static let shipped = URL(filePath: packageRoot).appending(path: "configs/demo")

  static func files(in folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "yaml" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  static func load(_ file: URL) throws -> Scenario {
    try Scenario(parsing: Array(Data(contentsOf: file)), file: file.lastPathComponent)
  }

  static func load(_ text: String) throws -> Scenario {
    try Scenario(parsing: Array(text.utf8), file: "scenario.yaml")
  }
}
