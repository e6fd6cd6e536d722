import CRDKafka

/// Why a record counts as failed: a closed set, the values of the label `reason`.
package enum FailureReason: String, Sendable, CaseIterable {
  /// No acknowledgement in time, and nothing is known that explains it.
  case timedOut = "timed_out"
  case noLeader = "no_leader"
  case notEnoughReplicas = "not_enough_replicas"
  case unauthorized
  case unknownPartition = "unknown_partition"
  /// The producer's own queue had no room.
  case queueFull = "queue_full"
  case tooLarge = "too_large"
  /// The broker takes no record of this form, as a compacted topic takes none without a key.
  case rejected
  /// The connection to the broker ended, or there is none.
  case brokerGone = "broker_gone"
  /// The broker had an error of its own, such as one of its disk.
  case brokerError = "broker_error"
  case other
}

/// What the metadata says of a partition, as far as it can explain why nothing is acknowledged.
package enum PartitionCondition: Sendable, Equatable {
  case healthy
  case noLeader
  case underMinimumInSync
}

extension FailureReason {
  /// - Parameters:
  ///   - code: librdkafka's for the record. It tries again until the record is too old, and then says only that it is.
  ///   - condition: the partition's, when the report came.
  package init(_ code: RDKafkaCode, _ condition: PartitionCondition) {
    switch (Self.reason(of: code), condition) {
    case (.timedOut, .noLeader), (.brokerGone, .noLeader): self = .noLeader
    case (.timedOut, .underMinimumInSync): self = .notEnoughReplicas
    case (let reason, _): self = reason
    }
  }

  private static func reason(of code: RDKafkaCode) -> FailureReason {
    switch rd_kafka_resp_err_t(rawValue: code.rawValue) {
    case RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, RD_KAFKA_RESP_ERR__TIMED_OUT, RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE,
      RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT:
      .timedOut
    case RD_KAFKA_RESP_ERR__TRANSPORT, RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, RD_KAFKA_RESP_ERR__RESOLVE,
      RD_KAFKA_RESP_ERR_BROKER_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NETWORK_EXCEPTION:
      .brokerGone
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION, RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
      .unknownPartition
    case RD_KAFKA_RESP_ERR__QUEUE_FULL: .queueFull
    case RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION, RD_KAFKA_RESP_ERR_FENCED_LEADER_EPOCH:
      .noLeader
    case RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS_AFTER_APPEND: .notEnoughReplicas
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED,
      RD_KAFKA_RESP_ERR__AUTHENTICATION:
      .unauthorized
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE: .tooLarge
    case RD_KAFKA_RESP_ERR_INVALID_MSG, RD_KAFKA_RESP_ERR_INVALID_RECORD, RD_KAFKA_RESP_ERR_INVALID_REQUEST,
      RD_KAFKA_RESP_ERR_POLICY_VIOLATION, RD_KAFKA_RESP_ERR_UNSUPPORTED_FOR_MESSAGE_FORMAT:
      .rejected
    case RD_KAFKA_RESP_ERR_UNKNOWN, RD_KAFKA_RESP_ERR_KAFKA_STORAGE_ERROR: .brokerError
    default: .other
    }
  }
}
