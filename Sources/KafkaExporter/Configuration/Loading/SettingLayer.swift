/// Values gathered from one or more sources, with every problem met on the way.
struct SettingLayer {
  var values = SettingValues()
  var problems: [ConfigurationProblem] = []

  /// Reads the one text that the environment or a flag gave for a setting.
  mutating func take(_ setting: SettingDeclaration, texts: [String], from origin: SettingOrigin) {
    let items = setting.isList ? texts.flatMap(setting.split) : texts
    take(setting, items: items, path: setting.path, from: origin) { _ in nil }
  }

  /// Reads the texts of a value; `place` tells path and origin of a list's item when it has its own.
  mutating func take(
    _ setting: SettingDeclaration, items: [String], path: String, from origin: SettingOrigin,
    place: (Int) -> (path: String, origin: SettingOrigin)?
  ) {
    do throws(ValueProblem) {
      try setting.store(items, &values)
      values.record(origin, of: setting.path)
    } catch {
      let place = error.item.flatMap(place) ?? (path, origin)
      problems.append(ConfigurationProblem(place.1, place.0, error.message, allowed: setting.allowed))
    }
  }
}
