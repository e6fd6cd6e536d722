/// What a client may do, as a bit for each AclOperation (KIP-430): the simulated brokers authorize nothing, so everything there is.
enum AuthorizedOperations {
  /// READ, WRITE, CREATE, DELETE, ALTER, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS
  static let topic = bits(3, 4, 5, 6, 7, 8, 10, 11)
  /// CREATE, ALTER, DESCRIBE, CLUSTER_ACTION, DESCRIBE_CONFIGS, ALTER_CONFIGS, IDEMPOTENT_WRITE
  static let cluster = bits(5, 7, 8, 9, 10, 11, 12)
  /// The client did not ask.
  static let unknown = Int32.min

  private static func bits(_ operations: Int32...) -> Int32 {
    operations.reduce(0) { $0 | 1 << $1 }
  }
}
