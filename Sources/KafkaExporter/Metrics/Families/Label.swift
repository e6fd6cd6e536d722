/// A label's name, as families declare it.
package struct Label: Hashable, Sendable {
  package let name: String

  private init(_ name: String) {
    self.name = name
  }

  package static let api = Label("api")
  package static let assignor = Label("protocol")
  package static let broker = Label("broker")
  package static let cleanupPolicy = Label("cleanup_policy")
  package static let clientID = Label("client_id")
  package static let cluster = Label("cluster")
  package static let clusterID = Label("cluster_id")
  package static let code = Label("code")
  package static let collector = Label("collector")
  package static let coordinator = Label("coordinator")
  package static let encoding = Label("encoding")
  package static let fact = Label("fact")
  package static let family = Label("family")
  package static let group = Label("group")
  package static let host = Label("host")
  package static let instance = Label("instance")
  package static let `internal` = Label("internal")
  package static let member = Label("member")
  package static let operation = Label("operation")
  package static let outcome = Label("outcome")
  package static let partition = Label("partition")
  package static let path = Label("path")
  package static let port = Label("port")
  package static let rack = Label("rack")
  package static let reason = Label("reason")
  package static let state = Label("state")
  package static let topic = Label("topic")
  package static let topicID = Label("topic_id")
  package static let type = Label("type")
  package static let version = Label("version")
}
