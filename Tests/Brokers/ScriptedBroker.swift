import KafkaProtocol
import Synchronization
import Transport

/// One broker of a scripted cluster: a real TCP listener that speaks Kafka from the other side.
///
/// Like a real one it answers the requests of a connection one after the other.
actor ScriptedBroker {
  nonisolated let id: Int32
  nonisolated let loop: EventLoop
  private let script: Script
  private var listener: TCPListener?
  private var streams: [ObjectIdentifier: TCPStream] = [:]

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

  init(id: Int32, script: Script, loop: EventLoop) {
    self.id = id
    self.script = script
    self.loop = loop
  }

  /// Connections that are open now.
  var openConnections: Int { streams.count }

  func start(at address: SocketAddress) throws(TransportError) {
    let listener = try TCPListener.bind(address, on: loop)
    self.listener = listener
    Task { await accept(from: listener) }
  }

  /// Nobody listens any more, and every connection ends.
  func stop() {
    listener?.close()
    listener = nil
    endConnections()
  }

  func endConnections() {
    for stream in streams.values { stream.close() }
    streams = [:]
  }

  private func accept(from listener: TCPListener) async {
    while let stream = try? await listener.accept() {
      let id = id
      let manner = script.state.withLock { state in
        state.accepted[id, default: 0] += 1
        return state.manners[id] ?? .serving
      }
      switch manner {
      case .hangingUp: stream.close()
      case .deaf: streams[ObjectIdentifier(stream)] = stream
      case .serving, .leavingAfterVersions:
        streams[ObjectIdentifier(stream)] = stream
        Task { await serve(stream, until: manner) }
      }
    }
  }

  private func serve(_ stream: TCPStream, until manner: Manner) async {
    /// An answer that waits for the next one to go first.
    var held: [UInt8] = []
    while let frame = try? await stream.readFrame(maximumLength: 64 << 20) {
      guard let header = try? Frame.decodeRequestHeader(from: frame.span) else { break }
      let fault = script.note(header, at: id)
      if case .hang = fault { return }
      if case .close = fault { break }
      if case .slow(let duration) = fault { try? await loop.sleep(until: .now + duration) }
      guard let answer = try? script.answer(frame, header, at: id) else { break }
      if case .outOfOrder = fault {
        held = answer
        continue
      }
      if let fault {
        stream.write(fault.spoil(answer))
        if case .halfFrame = fault { break }
      } else {
        stream.write(answer)
      }
      stream.write(held)
      held = []
      if case .leavingAfterVersions = manner { break }
    }
    // What is written goes out before the end does.
    try? await stream.flush()
    stream.close()
    streams[ObjectIdentifier(stream)] = nil
  }
}

extension Fault {
  /// What becomes of the bytes of an answer, its length in front.
  fileprivate func spoil(_ answer: [UInt8]) -> [UInt8] {
    switch self {
    case .halfFrame: return Array(answer.prefix(max(5, answer.count / 2)))
    case .wrongCorrelationID: return answer.prefix(4) + [0x7f, 0x7f, 0x7f, 0x7f] + answer.dropFirst(8)
    case .length(let length): return Self.bytes(of: length) + [UInt8](repeating: 0, count: 16)
    case .garbage: return answer.prefix(8) + [UInt8](repeating: 0xfe, count: answer.count - 8)
    case .emptyFrame: return [0, 0, 0, 0]
    case .trailingGarbage: return Self.bytes(of: Int32(answer.count - 4 + 7)) + answer.dropFirst(4) + [UInt8](repeating: 7, count: 7)
    case .hang, .slow, .outOfOrder, .close: return answer
    }
  }

  private static func bytes(of value: Int32) -> [UInt8] {
    stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
