import Glibc

/// Bytes that grow at their end, in memory from malloc, which a finished page takes over without a copy.
///
/// malloc and not an array: a page of ten megabytes grows by remapping instead of copying, and gives back what it did not use.
@safe package struct PageBuffer: ~Copyable {
  private var memory: UnsafeMutableRawPointer
  private var capacity: Int
  package private(set) var count = 0

  package init(capacity: Int) {
    self.capacity = max(capacity, 64)
    unsafe memory = Self.owned(malloc(self.capacity))
  }

  deinit {
    unsafe free(memory)
  }

  /// Gives the bytes away, in memory trimmed to their number.
  package consuming func finish() -> PageBytes {
    let count = count
    let trimmed = unsafe realloc(memory, max(count, 1)) ?? memory
    discard self
    return unsafe PageBytes(adopting: UnsafeRawBufferPointer(start: trimmed, count: count))
  }

  /// Makes room for `extra` more bytes.
  @inline(__always)
  package mutating func reserve(_ extra: Int) {
    if capacity - count < extra { grow(by: extra) }
  }

  @inline(never)
  private mutating func grow(by extra: Int) {
    // By a quarter, not by doubling: the hint is nearly always right, and a page twice too large would count against the daemon's memory.
    capacity = max(count + extra, capacity + capacity / 4)
    unsafe memory = Self.owned(realloc(memory, capacity))
  }

  /// Forgets all bytes from `count` on.
  package mutating func truncate(to count: Int) {
    precondition(count >= 0 && count <= self.count)
    self.count = count
  }

  @inline(__always)
  package mutating func append(_ byte: UInt8) {
    reserve(1)
    unsafe memory.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  @inline(__always)
  package mutating func append(_ bytes: RawSpan) {
    reserve(bytes.byteCount)
    unsafe bytes.withUnsafeBytes { source in
      guard let start = source.baseAddress else { return }
      unsafe (memory + count).copyMemory(from: start, byteCount: source.count)
    }
    count += bytes.byteCount
  }

  @inline(__always)
  package mutating func append(_ other: borrowing PageBuffer) {
    append(other, 0..<other.count)
  }

  @inline(__always)
  package mutating func append(_ other: borrowing PageBuffer, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= other.count)
    reserve(range.count)
    unsafe (memory + count).copyMemory(from: other.memory + range.lowerBound, byteCount: range.count)
    count += range.count
  }

  @inline(__always)
  package mutating func append(_ text: StaticString) {
    reserve(text.utf8CodeUnitCount)
    unsafe (memory + count).copyMemory(from: text.utf8Start, byteCount: text.utf8CodeUnitCount)
    count += text.utf8CodeUnitCount
  }

  package mutating func append(_ text: String) {
    for byte in text.utf8 { append(byte) }
  }

  /// Decimal digits, with a minus sign where negative.
  @inline(__always)
  package mutating func append(_ value: Int64) {
    reserve(DecimalText.maximumLength)
    unsafe count += DecimalText.write(value, to: memory + count)
  }

  package var bytes: RawSpan {
    @_lifetime(borrow self)
    borrowing get {
      let span = unsafe RawSpan(_unsafeStart: UnsafeRawPointer(memory), byteCount: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  private static func owned(_ memory: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer {
    // Nothing can go on without memory; Swift's own arrays stop the process in the same place.
    guard let memory = unsafe memory else { preconditionFailure("out of memory") }
    return unsafe memory
  }
}
