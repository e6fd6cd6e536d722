import KafkaProtocol
import Transport

/// A client that sees the bytes: for what no client of Kafka would show.
actor WireClient {
  /// What came of reading.
  enum Reading: Equatable {
    case frame([UInt8])
    /// The connection ended, with so many bytes of a frame.
    case end
    /// Nothing came, and the connection is open.
    case silence
  }

  /// How long nothing has to come to be called silence.
  private static let patience = Duration.milliseconds(80)

  nonisolated let loop: EventLoop
  private let address: HostPort
  private var stream: TCPStream?

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

  init(_ address: HostPort, on loop: EventLoop) {
    self.loop = loop
    self.address = address
  }

  /// Connects on first use.
  ///
  /// - Throws: what became of connecting.
  func send<Request: KafkaRequest>(_ request: Request, correlationID: Int32 = 1) async throws {
    if stream == nil { stream = try await TCPStream.connect(to: address, on: loop, deadline: .now + .seconds(5)) }
    stream?.write(
      try Frame.encodeRequest(request, version: Request.validVersions.upperBound, correlationID: correlationID, clientID: "wire"))
  }

  /// The next frame, without its length.
  func read(maximumLength: Int = 1 << 20) async throws -> Reading {
    do {
      return .frame(try await patiently { client in try await client.stream?.readFrame(maximumLength: maximumLength).array ?? [] })
    } catch let error as TransportError {
      switch error.reason {
      case .cancelled: return .silence
      case .closedByPeer, .reset: return .end
      default: throw error
      }
    }
  }

  /// Whatever bytes came, until the end or silence.
  func rest() async throws -> (bytes: [UInt8], end: Reading) {
    var bytes: [UInt8] = []
    while true {
      do {
        bytes += try await patiently { client in try await client.stream?.read(upTo: 65_536).array ?? [] }
      } catch let error as TransportError {
        return (bytes, error.reason == .cancelled ? .silence : .end)
      }
    }
  }

  /// The answer to a request, as a message.
  func ask<Request: KafkaRequest>(_ request: Request, correlationID: Int32 = 1) async throws -> Request.Response? {
    try await send(request, correlationID: correlationID)
    guard case .frame(let bytes) = try await read() else { return nil }
    return try Frame.decodeResponse(to: Request.self, version: Request.validVersions.upperBound, from: bytes.span.rawBytes).response
  }

  /// Reads, and gives up when nothing comes; no byte is lost by that.
  private func patiently(_ read: @escaping @Sendable (isolated WireClient) async throws -> [UInt8]) async throws -> [UInt8] {
    let reading = Task { try await read(self) }
    let timer = loop.schedule(at: .now + Self.patience) { _ in reading.cancel() }
    defer { loop.cancel(timer) }
    return try await reading.value
  }

  func close() {
    stream?.close()
    stream = nil
  }
}
