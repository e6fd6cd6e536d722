import KafkaProtocol

extension TopicConfigDefinition {
  /// Why a value cannot be set, in the words of a 4.3 broker; nil when it can.
  func problem(with value: String) -> String? {
    guard let reason = kind.problem(with: value) ?? rule.problem(with: value, of: name) else { return nil }
    return "Invalid value \(rule.shown(value, kind)) for configuration \(name): \(reason)"
  }

  /// Checks what a topic is to be configured with.
  ///
  /// - Throws: INVALID_CONFIG for the first config, by name, that is unknown or has a value that it cannot have.
  static func check(_ configuration: [String: String]) throws(Refusal) {
    for (name, value) in configuration.sorted(by: { $0.key < $1.key }) {
      guard let definition = byName[name] else { throw Refusal(.invalidConfig, "Unknown topic config name: \(name)") }
      if let problem = definition.problem(with: value) { throw Refusal(.invalidConfig, problem) }
    }
  }
}

extension TopicConfigDefinition.Kind {
  fileprivate func problem(with value: String) -> String? {
    switch self {
    case .boolean: ["true", "false"].contains(value.lowercased()) ? nil : "Expected value to be either true or false"
    case .short: Int16(value) == nil ? "Not a number of type SHORT" : nil
    case .int: Int32(value) == nil ? "Not a number of type INT" : nil
    case .long: Int64(value) == nil ? "Not a number of type LONG" : nil
    case .double: Double(value) == nil ? "Not a number of type DOUBLE" : nil
    case .string, .list, .class, .password: nil
    }
  }
}

extension TopicConfigDefinition.Rule {
  fileprivate func problem(with value: String, of name: String) -> String? {
    switch self {
    case .any: nil
    case .atLeast(let minimum): (Int64(value) ?? minimum) < minimum ? "Value must be at least \(minimum)" : nil
    case .within(let range): Self.problem(with: Int64(value) ?? range.lowerBound, range)
    case .withinOrDefault(let range):
      range.contains(Int64(value) ?? -1) || Int64(value) == -1
        ? nil : "Value must be between \(range.lowerBound) and \(range.upperBound) or equal to -1"
    case .fraction:
      switch Double(value) ?? 0 {
      case ..<0: "Value must be at least 0"
      case 0...1: nil
      default: "Value must be no more than 1"
      }
    case .oneOf(let names): names.contains(value) ? nil : "String must be one of: \(names.joined(separator: ", "))"
    case .someOf(let names):
      Self.elements(value).allSatisfy(names.contains) ? nil : "String must be one of: \(names.joined(separator: ", "))"
    case .throttledReplicas: Self.areReplicas(Self.elements(value)) ? nil : Self.replicasNeeded(name)
    }
  }

  private static func problem(with number: Int64, _ range: ClosedRange<Int64>) -> String? {
    if number < range.lowerBound { return "Value must be at least \(range.lowerBound)" }
    return number > range.upperBound ? "Value must be no more than \(range.upperBound)" : nil
  }

  private static func areReplicas(_ elements: [String]) -> Bool {
    elements == ["*"]
      || elements.allSatisfy { element in
        let numbers = element.split(separator: ":", omittingEmptySubsequences: false)
        return numbers.count == 2 && numbers.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
      }
  }

  private static func replicasNeeded(_ name: String) -> String {
    "\(name) must be the literal '*' or a list of replicas in the following format: "
      + "[partitionId]:[brokerId],[partitionId]:[brokerId],..."
  }

  /// As the broker's message has it, which prints the value that it parsed; single elements of a list are checked by themselves.
  fileprivate func shown(_ value: String, _ kind: TopicConfigDefinition.Kind) -> String {
    switch self {
    case .someOf(let names): Self.elements(value).first { !names.contains($0) } ?? value
    case .throttledReplicas: "[\(Self.elements(value).joined(separator: ", "))]"
    default: kind == .double ? Double(value).map { "\($0)" } ?? value : value
    }
  }

  private static func elements(_ list: String) -> [String] {
    list.split(separator: ",").map { element in
      String(element.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
  }
}
