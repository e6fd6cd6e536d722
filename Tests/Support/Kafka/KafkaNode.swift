/// One broker of a test cluster: where it listens.
public struct KafkaNode: Sendable, Hashable {
  /// 1, 2, 3: brokers with KRaft are controllers as well.
  public let id: Int32
  public let port: UInt16
  /// Of the KRaft controller's listener; nil with ZooKeeper.
  public let controllerPort: UInt16?
  /// `rack-1` for node 1, and so on.
  public let rack: String

  public var address: String { "127.0.0.1:\(port)" }

  init(id: Int32, withController: Bool) throws(HarnessError) {
    self.id = id
    rack = "rack-\(id)"
    port = try FreePort.next()
    controllerPort = withController ? try FreePort.next() : nil
  }
}
