import Glibc

/// A finished page in memory of its own, shared by all who serve it and freed when the last one lets go.
///
/// The bytes never change once the page exists, so a scrape hands out this memory itself, never a copy.
@safe package final class PageBytes: @unchecked Sendable {
  // @unchecked Sendable because the memory is written before init returns and only read afterwards.
  private let memory: UnsafeRawBufferPointer

  /// Takes over `memory`, which malloc (or realloc) made, and frees it at the end.
  package init(adopting memory: UnsafeRawBufferPointer) {
    unsafe self.memory = unsafe memory
  }

  deinit {
    unsafe free(UnsafeMutableRawPointer(mutating: memory.baseAddress))
  }

  package var count: Int { unsafe memory.count }

  package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try unsafe body(memory)
  }
}
