/// A member of a classic group.
struct ClassicMember {
  struct SupportedProtocol: Equatable {
    var name: String
    var metadata: [UInt8]
  }

  let id: String
  /// Of a static member (KIP-345).
  var instanceID: String?
  var clientID: String
  var clientHost: String
  var sessionTimeout: Duration
  var rebalanceTimeout: Duration
  /// In the order of the member's preference.
  var protocols: [SupportedProtocol]
  /// What the leader assigned in this generation.
  var assignment: [UInt8] = []
  /// A resident has no client: it joins and syncs by itself, and never expires.
  var isResident = false
  /// Has not been in a generation yet.
  var isNew = true
  /// When the member is given up unless it is heard. None for residents.
  var sessionDeadline: Timestamp?
  /// Has joined, and waits for the others.
  var hasJoined = false
  /// Is expected to sync in this generation.
  var owesSync = false
  var joinTicket: ClassicGroup.Ticket?
  var syncTicket: ClassicGroup.Ticket?

  /// Empty for a protocol that the member does not support.
  func metadata(_ name: String) -> [UInt8] {
    protocols.first { $0.name == name }?.metadata ?? []
  }

  /// Waits for an answer, so it need not be heard meanwhile.
  var isWaiting: Bool { hasJoined || syncTicket != nil }
}
