import YAML

/// A file of topics: what each should be like, by profile.
///
/// What is said of one topic in a profile wins over what is said of it in the list, that over the profile, and that over `defaults`.
package struct TopicFile: Sendable {
  /// A topic of the list, with its name and where it stands.
  struct Topic: Sendable {
    var name: String
    var settings: TopicSettings
  }

  struct Profile: Sendable {
    var name: String
    var settings = TopicSettings()
    /// Of single topics, by name.
    var topics: [String: TopicSettings] = [:]
  }

  /// As the user gave it, for messages.
  package let name: String
  var defaults = TopicSettings()
  var topics: [Topic] = []
  var profiles: [Profile] = []
  /// The profile that holds when none is asked for.
  var usualProfile: String?

  init(name: String) {
    self.name = name
  }

  /// Reads a file from its text.
  ///
  /// - Parameter file: its name as the user gave it, for messages.
  /// - Throws: everything that is wrong in any of its profiles, at once: with line and column, the key path and what is allowed.
  package init(parsing text: [UInt8], file: String) throws(TopicFileError) {
    let document: YAMLDocument
    do throws(YAMLError) {
      document = try YAMLDocument(parsing: text, file: file, limits: TopicFileLimits.document)
    } catch {
      throw TopicFileError([error])
    }
    var reading = TopicFileReading(document.reader)
    reading.read()
    guard reading.problems.isEmpty else { throw TopicFileError(reading.problems) }
    self = reading.file
  }

  package var profileNames: [String] { profiles.map(\.name) }

  /// The name of the profile that holds: the one that is asked for, else the one that the file names; nil where the file has none.
  ///
  /// - Throws: when there is none of that name, or nobody says which.
  package func profile(asked: String?) throws(TopicFileError) -> String? {
    if let asked {
      guard profileNames.contains(asked) else {
        let hint = Spelling.hint(for: asked, among: profileNames)
        throw refusal("there is no profile \(Spelling.quoted(asked))\(hint); \(allowedProfiles)")
      }
      return asked
    }
    if profiles.isEmpty || usualProfile != nil { return usualProfile }
    throw refusal("which profile? Give --profile, or name one at the key \"profile\"; \(allowedProfiles)")
  }

  /// The topics as a profile wants them, in the order of the file.
  package func topics(profile name: String?) -> [WantedTopic] {
    resolved(profiles.first { $0.name == name }).map { $0.settings.topic(named: $0.name) }
  }

  /// The topics with everything that is said of them.
  func resolved(_ profile: Profile?) -> [Topic] {
    let common = (profile?.settings ?? TopicSettings()).over(defaults)
    return topics.map { topic in
      let nearest = profile?.topics[topic.name] ?? TopicSettings()
      return Topic(name: topic.name, settings: nearest.over(topic.settings).over(common))
    }
  }

  private var allowedProfiles: String {
    profiles.isEmpty ? "the file has no profiles" : "allowed: \(profileNames.joined(separator: ", "))"
  }

  private func refusal(_ message: String) -> TopicFileError {
    TopicFileError([YAMLError(file: name, position: .start, message: message)])
  }
}
