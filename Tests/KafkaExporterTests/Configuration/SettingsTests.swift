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

  @Test(arguments: [
    ("500ms", 500), ("10s", 10_000), ("1m30s", 90_000), ("1h", 3_600_000), ("1d2h3m4s5ms", 93_784_005), ("0s", 0), ("90s", 90_000),
  ]) func durationsAreRead(text: String, milliseconds: Int64) throws {
    #expect(try UnitText.duration.parse(text) == milliseconds)
    #expect(try UnitText.duration.parse(UnitText.duration.format(milliseconds)) == milliseconds)
  }

  @Test(arguments: [
    "", "10", "s", "10 s", "-1s", "+1s", "1.5s", "1s1s", "1s1m", "10S", "1e3s", "٣s", "99999999999999999999s", "99999999999999999d",
  ])
  func otherTextsAreNoDurations(text: String) {
    #expect(throws: ValueProblem.self) { try UnitText.duration.parse(text) }
  }

  @Test func commasInsideAPatternDoNotSplitAList() {
    #expect(ListText.atOuterCommas("a{1,3}, [,;]b ,(c,d),e\\,f,,") == ["a{1,3}", "[,;]b", "(c,d)", "e\\,f"])
    #expect(ListText.atCommas(" a, b ,,c") == ["a", "b", "c"])
  }
}
