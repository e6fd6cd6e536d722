import YAML

/// Reads the settings among the environment's variables. An empty variable counts as not set, as `${X:-}` leaves it in Compose files.
enum EnvironmentSettings {
  static func read(_ environment: [String: String], into layer: inout SettingLayer) {
    let known = Settings.all.map(\.environmentName)
    for (name, text) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix(Settings.environmentPrefix) && !text.isEmpty {
      if let setting = Settings.all.first(where: { $0.environmentName == name }) {
        layer.take(setting, texts: [text], from: .environment(name: name))
      } else if !isServiceLink(name, text) {
        layer.problems.append(ConfigurationProblem(.environment(name: name), "", "unknown" + Spelling.hint(for: name, among: known)))
      }
    }
  }

  /// Whether a variable is one of those that Kubernetes and Docker set for a service named kafka-exporter or kafka-exporter-...: they share the
  /// prefix and are nobody's setting (https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables).
  static func isServiceLink(_ name: String, _ value: String) -> Bool {
    let words = name.split(separator: "_")
    if name.hasSuffix("_SERVICE_HOST") || name.hasSuffix("_SERVICE_PORT") || name.contains("_SERVICE_PORT_") { return true }
    let protocols = ["tcp", "udp", "sctp"]
    if name.hasSuffix("_PORT") && protocols.contains(where: { value.hasPrefix("\($0)://") }) { return true }
    // ..._PORT_9308_TCP and ..._PORT_9308_TCP_ADDR, _PORT, _PROTO
    return words.indices.contains { index in
      guard words[index] == "PORT", index + 2 < words.count, words[index + 1].utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return false
      }
      return protocols.contains(words[index + 2].lowercased())
    }
  }
}
