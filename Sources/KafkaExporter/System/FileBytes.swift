import Glibc

/// The content of a file, a pipe or what /proc shows as a file: none of them need say its size in advance.
struct FileBytes {
  struct Failure: Error {
    /// errno(3).
    let code: Int32
  }

  let bytes: [UInt8]

  /// - Parameter limit: at most this many bytes are kept, and one more, by which a file that is too long can be told.
  init(of path: String, limit: Int) throws(Failure) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(code: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 16_384)
    while bytes.count <= limit {
      let wanted = min(piece.count, limit + 1 - bytes.count)
      let count = unsafe read(descriptor, &piece, wanted)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure(code: errno) }
      if count == 0 { break }
      bytes += piece.prefix(count)
    }
    self.bytes = bytes
  }
}
