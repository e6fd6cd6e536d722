/// How Kafka's names become Swift's.
enum Names {
  private static let keywords: Set = [
    "as", "case", "class", "default", "defer", "do", "else", "enum", "extension", "false", "for", "func", "if", "import", "in", "init",
    "internal",
    "is", "let", "nil", "operator", "private", "protocol", "public", "repeat", "return", "self", "static", "struct", "super", "switch",
    "throw",
    "throws", "true", "try", "var", "where", "while",
  ]

  /// `TopicId` -> `topicId`.
  static func property(_ name: String) -> String {
    let lower = name.prefix(1).lowercased() + name.dropFirst()
    return keywords.contains(lower) ? "`\(lower)`" : lower
  }

  /// The name of a structure inside its message: Kafka's, without the message's or the API's name in front and without the kind of message behind.
  /// `OffsetFetchResponseTopic` -> `Topic`, `ListOffsetsTopicResponse` -> `Topic`, `DescribedGroup` stays.
  static func structure(_ name: String, in message: String) -> String {
    var rest = name[...]
    let kinds = ["Request", "Response"]
    let api = kinds.first(where: message.hasSuffix).map { String(message.dropLast($0.count)) } ?? message
    for prefix in [message, api] where rest.hasPrefix(prefix) && rest.dropFirst(prefix.count).first?.isUppercase == true {
      rest = rest.dropFirst(prefix.count)
      break
    }
    if let kind = kinds.first(where: rest.hasSuffix), rest.count > kind.count { rest = rest.dropLast(kind.count) }
    // Swift keeps these for itself; there Kafka's name stays whole.
    return ["Protocol", "Self", "Type"].contains(rest) ? name : String(rest)
  }

  /// `NOT_LEADER_OR_FOLLOWER` -> `notLeaderOrFollower`.
  static func constant(_ name: String) -> String {
    let words = name.split(separator: "_").map { $0.lowercased() }
    return property(words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined())
  }
}
