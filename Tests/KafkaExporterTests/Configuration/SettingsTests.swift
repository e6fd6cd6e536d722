import Testing

@testable import KafkaExporter

@Suite struct SettingsTests {
  @Test func everyPathHasItsOwnNames() {
    #expect(Set(Settings.all.map(\.path)).count == Settings.all.count)
    #expect(Set(Settings.all.map(\.flag)).count == Settings.all.count)
    #expect(Set(Settings.all.map(\.environmentName)).count == Settings.all.count)
  }

  @Test func namesFollowOneRule() throws {
    let setting = try #require(Settings.all.first { $0.path == "http.connections_per_address" })
    #expect(setting.flag == "--http-connections-per-address")
    #expect(setting.environmentName == "KAFKA_EXPORTER_HTTP_CONNECTIONS_PER_ADDRESS")
  }

  @Test func noSettingIsTakenForAServiceLink() {
    for setting in Settings.all { #expect(!EnvironmentSettings.isServiceLink(setting.environmentName, "1"), "\(setting.path)") }
  }

  @Test func everyDefaultIsWhatItsOwnTextsSay() throws {
    for setting in Settings.all where !setting.defaultTexts.isEmpty {
      var values = SettingValues()
      try setting.store(setting.defaultTexts, &values)
      #expect(values.isGiven(setting.path))
    }
  }

  @Test func keysOfOneSectionStandTogether() {
    var groups: [String] = []
    for setting in Settings.inFiles {
      let group = setting.path.split(separator: ".").dropLast().joined(separator: ".")
      if groups.last != group { groups.append(group) }
    }
    #expect(Set(groups).count == groups.count)
    var sections: [SettingSection] = []
    for setting in Settings.all where sections.last != setting.section { sections.append(setting.section) }
    #expect(sections == SettingSection.allCases)
  }

  @Test func commasInsideAPatternDoNotSplitAList() {
    #expect(ListText.atOuterCommas("a{1,3}, [,;]b ,(c,d),e\\,f,,") == ["a{1,3}", "[,;]b", "(c,d)", "e\\,f"])
    #expect(ListText.atCommas(" a, b ,,c") == ["a", "b", "c"])
  }
}
