import Testing

@testable import KafkaExporter

@Suite struct ConfigurationChangeTests {
  private func load(_ text: String) throws -> Configuration {
    try ConfigurationLoader.load(file: ConfigurationFile(name: "f.yaml", text: "bootstrap: a:1\n" + text)).configuration
  }

  @Test func exactlyTheSettingsMarkedSoNeedARestart() throws {
    let old = try load("")
    let changed = try load("listen: :1\nhttp: {connections: 7, connections_per_address: 6, timeout: 5s}\ninterval: 1s\nlog: {level: debug}")
    let change = ConfigurationChange(from: old, to: changed)
    #expect(change.needRestart == Settings.all.filter { $0.reload == .restart }.map(\.path))
    #expect(change.isEffective)
    #expect(change.effective.listen == old.listen)
    #expect(change.effective.http == old.http)
    #expect(change.effective.clusters == changed.clusters)
    #expect(change.effective.log.level == .debug)
  }

  @Test func aChangeThatMustWaitChangesNothingNow() throws {
    let old = try load("")
    let change = ConfigurationChange(from: old, to: try load("listen: :1"))
    #expect(change.needRestart == ["listen"])
    #expect(!change.isEffective)
    #expect(ConfigurationChange(from: old, to: old).needRestart.isEmpty)
  }
}
