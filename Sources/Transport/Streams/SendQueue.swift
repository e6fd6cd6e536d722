/// Bytes that the socket did not take yet, in order.
struct SendQueue {
  /// Small writes are gathered up to this size, so that many of them do not mean as many system calls.
  private static let gatheringLimit = 65_536

  private var chunks: [[UInt8]] = []
  /// Chunks before this one are written.
  private var head = 0
  /// Bytes of the first chunk that are written.
  private var offset = 0
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  mutating func append(_ bytes: [UInt8]) {
    if bytes.isEmpty { return }
    count += bytes.count
    if let last = chunks.indices.last, last >= head, chunks[last].count + bytes.count <= Self.gatheringLimit {
      chunks[last].append(contentsOf: bytes)
    } else {
      chunks.append(bytes)
    }
  }

  /// Offers the first chunk to `send` and takes away what that wrote.
  mutating func sendFirst(_ send: (UnsafeRawBufferPointer) -> Transfer) -> Transfer {
    guard head < chunks.count else { return .bytes(0) }
    let offset = offset
    let transfer = unsafe chunks[head].withUnsafeBytes { unsafe send(UnsafeRawBufferPointer(rebasing: $0[offset...])) }
    if case .bytes(let written) = transfer { advance(by: written) }
    return transfer
  }

  private mutating func advance(by written: Int) {
    count -= written
    offset += written
    guard offset >= chunks[head].count else { return }
    offset = 0
    chunks[head] = []
    head += 1
    if head == chunks.count {
      chunks.removeAll(keepingCapacity: true)
      head = 0
    } else if head >= 64 && head * 2 >= chunks.count {
      chunks.removeFirst(head)
      head = 0
    }
  }

  mutating func removeAll() { self = SendQueue() }
}
