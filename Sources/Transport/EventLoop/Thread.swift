import CLinux
import Glibc

/// Starts a detached thread that runs `body` once. It is named in `ps -L` and debuggers; the kernel keeps 15 bytes.
///
/// - Throws: when the system has no thread to give.
package func startThread(named name: String, _ body: @escaping @Sendable () -> Void) throws(SystemError) {
  var attributes = pthread_attr_t()
  unsafe pthread_attr_init(&attributes)
  defer { unsafe pthread_attr_destroy(&attributes) }
  unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))

  // The new thread takes over this reference; when there is none, it is given back here.
  let start = unsafe Unmanaged.passRetained(ThreadStart(name: name, body: body))
  var thread = pthread_t()
  let code = unsafe pthread_create(
    &thread, &attributes,
    { context in
      guard let context = unsafe context else { return nil }
      let start = unsafe Unmanaged<ThreadStart>.fromOpaque(context).takeRetainedValue()
      unsafe linux_name_this_thread(start.name)
      start.body()
      return nil
    }, start.toOpaque())
  if code != 0 {
    unsafe start.release()
    throw SystemError(code: code)
  }
}

private final class ThreadStart: Sendable {
  let name: String
  let body: @Sendable () -> Void

  init(name: String, body: @escaping @Sendable () -> Void) {
    self.name = name
    self.body = body
  }
}
