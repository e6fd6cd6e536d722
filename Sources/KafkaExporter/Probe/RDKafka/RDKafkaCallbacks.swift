import CRDKafka

/// What becomes of a record that was handed to a producer.
struct RDKafkaDelivery: Sendable {
  /// The number given with the record.
  let mark: UInt
  /// Nil where the broker acknowledged it.
  let failure: RDKafkaCode?
  /// Where the record is; nil where the broker did not say.
  let offset: Int64?
}

/// What a handle's callbacks work with. The handle holds it from before its first thread starts until its last has ended.
final class RDKafkaCallbacks: Sendable {
  private let logged: @Sendable (_ level: Int32, _ facility: String, _ text: String) -> Void
  private let delivered: @Sendable (RDKafkaDelivery) -> Void
  private let throttled: @Sendable (_ broker: Int32, _ milliseconds: Int32) -> Void

  /// - Parameters:
  ///   - logged: called on librdkafka's own threads, with syslog's levels.
  ///   - delivered: called on the thread that polls the producer.
  ///   - throttled: called there when a broker begins or goes on to hold the client back for its quota, and with 0 when that is over.
  init(
    logged: @escaping @Sendable (_ level: Int32, _ facility: String, _ text: String) -> Void,
    delivered: @escaping @Sendable (RDKafkaDelivery) -> Void = { _ in },
    throttled: @escaping @Sendable (_ broker: Int32, _ milliseconds: Int32) -> Void = { _, _ in }
  ) {
    self.logged = logged
    self.delivered = delivered
    self.throttled = throttled
  }

  static let log: @convention(c) (OpaquePointer?, Int32, UnsafePointer<CChar>?, UnsafePointer<CChar>?) -> Void = {
    handle, level, facility, text in
    guard let handle = unsafe handle, let context = unsafe rd_kafka_opaque(handle), let text = unsafe text else { return }
    unsafe RDKafkaCallbacks.callbacks(context).logged(level, facility.map { unsafe String(cString: $0) } ?? "", String(cString: text))
  }

  static let delivered: @convention(c) (OpaquePointer?, UnsafePointer<rd_kafka_message_t>?, UnsafeMutableRawPointer?) -> Void = {
    _, message, context in
    guard let message = unsafe message, let context = unsafe context else { return }
    let failure = unsafe message.pointee.err
    let offset = unsafe message.pointee.offset
    unsafe RDKafkaCallbacks.callbacks(context).delivered(
      RDKafkaDelivery(
        mark: rdkafka_mark(message), failure: failure == RD_KAFKA_RESP_ERR_NO_ERROR ? nil : RDKafkaCode(failure),
        offset: offset >= 0 ? offset : nil))
  }

  static let throttled: @convention(c) (OpaquePointer?, UnsafePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Void = {
    _, _, broker, milliseconds, context in
    guard let context = unsafe context else { return }
    unsafe RDKafkaCallbacks.callbacks(context).throttled(broker, milliseconds)
  }

  private static func callbacks(_ context: UnsafeMutableRawPointer) -> RDKafkaCallbacks {
    unsafe Unmanaged<RDKafkaCallbacks>.fromOpaque(context).takeUnretainedValue()
  }
}
