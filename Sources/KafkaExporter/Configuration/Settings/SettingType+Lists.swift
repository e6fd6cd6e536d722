import Transport
import YAML

extension SettingType where Value == [HostPort] {
  static var endpoints: SettingType {
    list(
      of: "HOST:PORT", valueName: "HOST:PORT", allowed: "HOST:PORT with a port from 1 to 65535, such as kafka-1:9092 or [::1]:9092",
      read: { (text: String) throws(ValueProblem) in
        do throws(HostPort.ParseError) {
          return try HostPort(text)
        } catch {
          throw ValueProblem("\(Spelling.quoted(text)) is no HOST:PORT: \(error.problem)")
        }
      }, write: \.description)
  }
}

extension SettingType where Value == [NamePattern] {
  static var patterns: SettingType {
    list(
      of: "regular expressions", valueName: "PATTERN",
      allowed: "names and regular expressions that match the whole name, such as orders or orders\\..*",
      split: ListText.atOuterCommas,
      read: { (text: String) throws(ValueProblem) in try NamePattern(text) }, write: \.text)
  }
}

extension SettingType where Value == FamilyWords {
  static var families: SettingType {
    SettingType(
      name: "list of families", valueName: "FAMILY,...",
      allowed: "default, all or none first, then family names with + to add and - to remove", isList: true, split: ListText.atCommas,
      read: { (texts: [String]) throws(ValueProblem) in try FamilyWords(texts) }, write: \.words)
  }
}

extension SettingType where Value == [Double] {
  /// Upper bounds of a histogram's buckets in seconds.
  static var bucketBounds: SettingType {
    let most = 50
    var type = list(
      of: "seconds", valueName: "SECONDS", allowed: "1 to \(most) numbers of seconds above 0, each above the one before, such as 0.00025",
      read: { (text: String) throws(ValueProblem) in
        guard let value = Double(text), value > 0, value.isFinite else {
          throw ValueProblem("\(Spelling.quoted(text)) is no number of seconds above 0")
        }
        return value
      }, write: { "\($0)" })
    let readEach = type.read
    type.read = { (texts: [String]) throws(ValueProblem) in
      let bounds = try readEach(texts)
      guard (1...most).contains(bounds.count) else { throw ValueProblem("\(bounds.count) bounds are too few or too many") }
      for (index, pair) in zip(bounds, bounds.dropFirst()).enumerated() where pair.0 >= pair.1 {
        throw ValueProblem("\(pair.1) is not above \(pair.0)", item: index + 1)
      }
      return bounds
    }
    return type
  }
}

/// A selection of metric families with the words that made it.
struct FamilyWords: Sendable, Equatable {
  var words: [String]
  var selection: FamilySelection

  static let `default` = FamilyWords(words: ["default"], selection: .default)

  init(_ words: [String]) throws(ValueProblem) {
    do throws(FamilySelectionError) {
      self.init(words: words, selection: try FamilySelection.parse(words.joined(separator: ",")))
    } catch {
      throw ValueProblem(error.description)
    }
  }

  private init(words: [String], selection: FamilySelection) {
    self.words = words
    self.selection = selection
  }
}

/// Prometheus' rule for the names of metrics, without the colon that is kept for recording rules.
enum MetricNameText {
  static func isValid(_ name: some StringProtocol) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39, UInt8(ascii: "_"): true
      default: false
      }
    }
  }
}
