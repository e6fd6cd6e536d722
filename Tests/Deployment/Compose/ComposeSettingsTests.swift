import Foundation
import TestSupport
import Testing

/// `.env` and the variables of docker-compose.yaml.
struct ComposeSettingsTests {
  @Test func everyVariableIsInTheSettingsFileWithTheSameDefault() throws {
    let settings = try Self.settings()
    let text = try String(contentsOfFile: packageRoot + "/docker-compose.yaml", encoding: .utf8)
    var used: Set<String> = ["COMPOSE_PROFILES"]
    for match in text.matches(of: /\$\{([A-Z_]+):?-([^}]*)\}/) where match.1 != "COMPOSE_PROJECT_NAME" {
      used.insert(String(match.1))
      #expect(settings[String(match.1)] == String(match.2), "\(match.1)")
    }
    #expect(used == Set(settings.keys))
    #expect(text.matches(of: /\$\{/).count == text.matches(of: /\$\{[A-Z_]+:?-/).count, "a variable without a default")
  }

  @Test func everyImageIsPinnedToAVersion() throws {
    let images = try Self.settings().filter { $0.key.hasSuffix("_IMAGE") }
    #expect(images.count == 6)
    for (variable, image) in images where variable != "KAFKA_EXPORTER_IMAGE" {
      #expect(image.wholeMatch(of: /[a-z\/-]+:v?[0-9]+\.[0-9]+\.[0-9]+/) != nil, "\(image)")
    }
  }

  /// `NAME=value` lines.
  private static func settings() throws -> [String: String] {
    let text = try String(contentsOfFile: packageRoot + "/.env", encoding: .utf8)
    var settings: [String: String] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: "=", maxSplits: 1)
      settings[String(try #require(parts.first))] = String(try #require(parts.last))
    }
    return settings
  }
}
