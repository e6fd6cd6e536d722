/// Cuts what a socket brings into frames: a length (Int32, big-endian) and that many bytes.
///
/// Small frames are copied out of the receive buffer. A frame larger than that is read straight into memory of its own, which grows with what
/// arrives: a length that promises much and brings little costs little. What it holds survives a reader that was cancelled.
struct FrameReader: ~Copyable {
  enum Failure: Error {
    case tooLarge(length: Int, maximum: Int)
    case noMemory
  }

  private static let firstBodyCapacity = 2 * ReceiveBuffer.capacity

  private var buffer = ReceiveBuffer()
  /// The large frame that is being read, and its length; 0 when there is none.
  private var body = GrowingMemory()
  private var bodyLength = 0

  /// Bytes of a frame that is not complete.
  var pendingBytes: Int { buffer.count + body.count }
  /// Bytes of memory that are held for it.
  var pendingCapacity: Int { ReceiveBuffer.capacity + body.capacity }
  /// How long that frame is, when that is known.
  var pendingLength: Int? { bodyLength > 0 ? bodyLength : buffer.frameLength.map(Int.init) }

  /// The next complete frame, without its length; nil when more has to arrive first.
  mutating func nextFrame(maximumLength: Int) throws(Failure) -> ReceivedBytes? {
    if bodyLength > 0 { return try nextLargeFrame() }
    guard let announced = buffer.frameLength else { return nil }
    let length = Int(announced)
    guard length >= 0 && length <= maximumLength else { throw .tooLarge(length: length, maximum: maximumLength) }
    if length + 4 <= ReceiveBuffer.capacity {
      guard buffer.count >= length + 4 else { return nil }
      buffer.skip(4)
      guard let frame = buffer.take(length) else { throw .noMemory }
      return frame
    }
    buffer.skip(4)
    bodyLength = length
    return try nextLargeFrame()
  }

  private mutating func nextLargeFrame() throws(Failure) -> ReceivedBytes? {
    while body.count < bodyLength {
      guard body.makeRoom(firstCapacity: Self.firstBodyCapacity, limit: bodyLength) else { throw .noMemory }
      if buffer.count == 0 { return nil }
      buffer.move(into: &body)
    }
    bodyLength = 0
    return body.take()
  }

  /// Up to `maximum` bytes, whatever they mean; nil when none are there.
  mutating func nextBytes(upTo maximum: Int) throws(Failure) -> ReceivedBytes? {
    precondition(bodyLength == 0, "plain bytes are read in the middle of a frame")
    guard buffer.count > 0 else { return nil }
    guard let bytes = buffer.take(maximum) else { throw .noMemory }
    return bytes
  }

  /// Lets `receive` bring bytes to where they are wanted, and says whether they filled it.
  mutating func fill(_ receive: (UnsafeMutableRawBufferPointer) -> Transfer) -> Transfer {
    unsafe bodyLength > 0 ? body.fill(receive) : buffer.fill(receive)
  }
}
