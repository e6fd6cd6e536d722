import Glibc

/// Bytes that came from a peer, in memory of their own that goes with the last reference. They never change.
@safe public final class ReceivedBytes: @unchecked Sendable {
  // @unchecked Sendable because the memory is written before this object exists and only read until it is freed.
  private let memory: UnsafeMutableRawPointer?
  public let count: Int

  /// Takes over memory of `malloc` with at least `count` bytes.
  init(adopting memory: UnsafeMutableRawPointer?, count: Int) {
    unsafe self.memory = memory
    self.count = count
  }

  deinit { unsafe free(memory) }

  /// The bytes, to be read in place.
  public var span: RawSpan {
    @_lifetime(borrow self)
    get {
      let span = unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(start: memory, count: count))
      // The span points into `memory`, which lives as long as `self`.
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// A copy of the bytes.
  public var array: [UInt8] {
    unsafe Array(UnsafeRawBufferPointer(start: memory, count: count))
  }
}
