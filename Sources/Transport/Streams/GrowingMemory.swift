import Glibc

/// Memory that is filled from the front and grows by doubling, so that it is never more than twice what has arrived (or its first size).
@safe struct GrowingMemory: ~Copyable {
  private var memory: UnsafeMutableRawPointer?
  private(set) var capacity = 0
  private(set) var count = 0

  init() { unsafe memory = nil }

  deinit { unsafe free(memory) }

  /// Makes room for at least one byte more, up to `limit` bytes in all. False when the limit is reached or there is no memory.
  mutating func makeRoom(firstCapacity: Int, limit: Int) -> Bool {
    if count < capacity { return true }
    let wanted = min(limit, max(firstCapacity, capacity.multipliedReportingOverflow(by: 2).overflow ? limit : capacity * 2))
    guard wanted > capacity, let grown = unsafe realloc(memory, wanted) else { return false }
    unsafe memory = grown
    capacity = wanted
    return true
  }

  /// Appends what fits and says how many bytes that was.
  mutating func append(_ bytes: UnsafeRawBufferPointer) -> Int {
    let fitting = min(bytes.count, capacity - count)
    guard fitting > 0, let memory = unsafe memory, let source = bytes.baseAddress else { return 0 }
    unsafe (memory + count).copyMemory(from: source, byteCount: fitting)
    count += fitting
    return fitting
  }

  /// Lets `receive` write into the free room behind what is there.
  mutating func fill(_ receive: (UnsafeMutableRawBufferPointer) -> Transfer) -> Transfer {
    guard let memory = unsafe memory, count < capacity else { return .bytes(0) }
    let transfer = unsafe receive(UnsafeMutableRawBufferPointer(start: memory + count, count: capacity - count))
    if case .bytes(let received) = transfer { count = min(capacity, count + received) }
    return transfer
  }

  /// Gives the bytes away and begins anew.
  mutating func take() -> ReceivedBytes {
    let bytes = unsafe ReceivedBytes(adopting: memory, count: count)
    unsafe memory = nil
    (capacity, count) = (0, 0)
    return bytes
  }
}
