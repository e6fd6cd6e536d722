import CLinux

/// How the process holds memory.
package enum MemoryUse {
  /// From here on, what is freed goes back to the system at once: pages and the larger columns. Smaller blocks come too often for a system call each.
  private static let largeBytes: Int32 = 1 << 20

  /// Keeps the process about as large as what is in use. Call it before a second thread is started.
  ///
  /// By default glibc gives every thread an arena of its own and takes freed pages into the heap once they came from a mapping (mallopt(3)): a poll hops
  /// between threads, so with a page of 11 MB that was 10 MB of free memory in each of several places. Nothing here allocates in a hot loop, so one arena
  /// costs no time.
  package static func stayLean() {
    linux_give_memory_back(largeBytes)
  }
}
