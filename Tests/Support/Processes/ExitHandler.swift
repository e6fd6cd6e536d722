import Glibc

/// Ends the children and removes the temporary folders when the test process exits.
///
/// What tests share (a running cluster) belongs to static values, which are never deinitialised.
enum ExitHandler {
  private static let installed: Int32 = atexit {
    LivingChildren.killAndWait()
    TemporaryDirectory.removeAll()
  }

  static func install() {
    _ = installed
  }
}
