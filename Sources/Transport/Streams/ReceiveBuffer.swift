import Glibc

/// A fixed piece of memory between a socket and its reader: bytes arrive behind, leave in front.
@safe struct ReceiveBuffer: ~Copyable {
  static let capacity = 65_536

  private let memory: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0

  init() {
    unsafe memory = .allocate(byteCount: Self.capacity, alignment: 16)
  }

  deinit { unsafe memory.deallocate() }

  /// Bytes that have arrived and not left.
  var count: Int { end - start }

  /// The length in front of a frame, a big-endian Int32; nil while fewer than four bytes are there.
  var frameLength: Int32? {
    guard count >= 4 else { return nil }
    return unsafe Int32(bigEndian: memory.loadUnaligned(fromByteOffset: start, as: Int32.self))
  }

  mutating func skip(_ bytes: Int) {
    start += min(bytes, count)
    if start == end { (start, end) = (0, 0) }
  }

  /// Moves bytes from the front into `destination` as far as there is room.
  mutating func move(into destination: inout GrowingMemory) {
    let moved = unsafe destination.append(UnsafeRawBufferPointer(rebasing: memory[start..<end]))
    skip(moved)
  }

  /// A copy of the first `length` bytes (or of all, when there are fewer), which leave.
  mutating func take(_ length: Int) -> ReceivedBytes? {
    var bytes = GrowingMemory()
    let length = min(length, count)
    if length > 0 {
      guard bytes.makeRoom(firstCapacity: length, limit: length) else { return nil }
      move(into: &bytes)
    }
    return bytes.take()
  }

  /// Lets `receive` write behind what is there, which is moved to the front when little room is left.
  mutating func fill(_ receive: (UnsafeMutableRawBufferPointer) -> Transfer) -> Transfer {
    if start > 0 && end > Self.capacity / 4 * 3 { moveToFront() }
    guard end < Self.capacity else { return .bytes(0) }
    let transfer = unsafe receive(UnsafeMutableRawBufferPointer(rebasing: memory[end...]))
    if case .bytes(let received) = transfer { end = min(Self.capacity, end + received) }
    return transfer
  }

  private mutating func moveToFront() {
    let (from, length) = (start, count)
    unsafe memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[from..<(from + length)]))
    (start, end) = (0, length)
  }
}
