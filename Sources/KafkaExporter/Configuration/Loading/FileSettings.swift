import YAML

/// Reads the settings of a file: the top level's, and each cluster's own.
struct FileSettings {
  struct Cluster {
    var path: String
    var origin: SettingOrigin
    var name: String
    var layer: SettingLayer
  }

  /// The file's start, for what it lacks.
  let origin: SettingOrigin
  var top = SettingLayer()
  /// Nil when the file has no `clusters`.
  var clusters: [Cluster]?
  var clustersOrigin = SettingOrigin.builtIn

  init(_ file: ConfigurationFile) {
    origin = .at(.start, of: file.name)
    do throws(YAMLError) {
      try read(try YAMLDocument(parsing: file.text, file: file.name).reader)
    } catch {
      top.problems.append(ConfigurationProblem(error))
    }
  }

  private mutating func read(_ root: YAMLReader) throws(YAMLError) {
    for (entry, value) in try root.mapping() {
      if entry.key == Settings.clustersKey {
        clustersOrigin = .at(entry.keyPosition, of: root.file)
        try readClusters(value)
      } else {
        Self.read(entry, value, at: entry.key, scope: .daemon, into: &top)
      }
    }
  }

  private mutating func readClusters(_ list: YAMLReader) throws(YAMLError) {
    var found: [Cluster] = []
    let items = try list.sequence()
    if items.isEmpty { throw list.error("the list is empty; give each cluster a name and bootstrap") }
    for item in items {
      var cluster = Cluster(path: item.path, origin: .at(item.node.position, of: item.file), name: "", layer: SettingLayer())
      do throws(YAMLError) {
        for (entry, value) in try item.mapping() where entry.key != "name" {
          Self.read(entry, value, at: entry.key, scope: .cluster, into: &cluster.layer)
        }
        cluster.name = try Self.name(try item.required("name"), among: found)
      } catch {
        cluster.layer.problems.insert(ConfigurationProblem(error), at: 0)
      }
      found.append(cluster)
    }
    clusters = found
  }

  private static func name(_ reader: YAMLReader, among others: [Cluster]) throws(YAMLError) -> String {
    let name = try reader.string()
    guard (1...100).contains(name.utf8.count), name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
      throw reader.error("\(Spelling.quoted(name)) is not allowed; allowed: 1 to 100 bytes without control characters")
    }
    if let other = others.first(where: { $0.name == name }) {
      throw reader.error("\(Spelling.quoted(name)) is already the name of \(other.path)")
    }
    return name
  }

  // MARK: One key

  /// - Parameter key: the dotted path of the entry below the top level or the cluster.
  private static func read(
    _ entry: YAMLEntry, _ value: YAMLReader, at key: String, scope: SettingDeclaration.Scope, into layer: inout SettingLayer
  ) {
    do throws(YAMLError) {
      if let setting = Settings.inFiles.first(where: { $0.path == key }) {
        guard scope == .daemon || setting.scope == .cluster else {
          throw YAMLError(
            file: value.file, position: entry.keyPosition, path: value.path,
            message: "holds for the whole exporter; move it to the top level")
        }
        try read(value, as: setting, into: &layer)
      } else if Settings.inFiles.contains(where: { $0.path.hasPrefix("\(key).") }) {
        for (inner, innerValue) in try value.mapping() { read(inner, innerValue, at: "\(key).\(inner.key)", scope: scope, into: &layer) }
      } else {
        throw unknown(entry, value, at: key, scope: scope)
      }
    } catch {
      layer.problems.append(ConfigurationProblem(error))
    }
  }

  private static func unknown(_ entry: YAMLEntry, _ value: YAMLReader, at key: String, scope: SettingDeclaration.Scope) -> YAMLError {
    let known = Settings.inFiles.filter { scope == .daemon || $0.scope == .cluster }.map(\.path)
    let parent = key.dropLast(entry.key.count)
    var siblings = Set(known.filter { $0.hasPrefix(parent) }.map { String($0.dropFirst(parent.count).prefix { $0 != "." }) })
    if parent.isEmpty { siblings.insert(scope == .daemon ? Settings.clustersKey : "name") }
    // A key at the wrong level is worth its whole path.
    let misplaced = known.first { $0.hasSuffix(".\(entry.key)") } ?? Spelling.nearest(to: key, among: known)
    let near = Spelling.nearest(to: entry.key, among: siblings.sorted()) ?? misplaced
    return YAMLError(
      file: value.file, position: entry.keyPosition, path: value.path,
      message: "unknown key" + (near.map { "; did you mean \"\($0)\"?" } ?? ""))
  }

  // MARK: One value

  private static func read(_ value: YAMLReader, as setting: SettingDeclaration, into layer: inout SettingLayer) throws(YAMLError) {
    let origin = SettingOrigin.at(value.node.position, of: value.file)
    switch value.node.content {
    case .sequence where setting.isList:
      let items = try value.sequence()
      var texts: [String] = []
      for item in items { texts.append(try text(of: item, as: setting)) }
      layer.take(setting, items: texts, path: value.path, from: origin) { index in
        items.indices.contains(index) ? (items[index].path, .at(items[index].node.position, of: value.file)) : nil
      }
    case .scalar:
      let text = try text(of: value, as: setting)
      let items = setting.isList ? setting.split(text) : [text]
      layer.take(setting, items: items, path: value.path, from: origin) { _ in nil }
    case .sequence, .mapping:
      throw value.error("expected \(setting.isList ? "a list" : "one value"), found \(value.found); allowed: \(setting.allowed)")
    }
  }

  private static func text(of value: YAMLReader, as setting: SettingDeclaration) throws(YAMLError) -> String {
    guard case .scalar(let scalar) = value.node.content, !scalar.isNull else {
      throw value.error("found \(value.found) where a value belongs; allowed: \(setting.allowed)")
    }
    guard scalar.isPlain || !setting.isBare else {
      throw value.error("found the text \(value.found); write it without quotes; allowed: \(setting.allowed)")
    }
    return scalar.text
  }
}

extension SettingOrigin {
  static func at(_ position: YAMLPosition, of file: String) -> SettingOrigin {
    .file(name: file, line: position.line, column: position.column)
  }
}

extension ConfigurationProblem {
  init(_ error: YAMLError) {
    self.init(.at(error.position, of: error.file), error.path, error.message)
  }
}
