/// A member that needs no client: it joins, syncs, gives partitions up and takes them by itself.
package struct ResidentMember: Sendable {
  package var clientID: String
  package var clientHost: String
  /// Of a static member (KIP-345).
  package var instanceID: String?
  package var topics: [String]

  package init(clientID: String = "consumer", clientHost: String = "/127.0.0.1", instanceID: String? = nil, topics: [String]) {
    self.clientID = clientID
    self.clientHost = clientHost
    self.instanceID = instanceID
    self.topics = topics
  }
}
