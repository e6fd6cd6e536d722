import Foundation
import Glibc

/// Starts a program in a new process group with default signal handling and no descriptor but its three streams.
///
/// The calling thread must live as long as the child: see `ChildProcess`.
func spawn(_ command: [String], environment: [String: String], files: ChildFiles) throws(HarnessError) -> pid_t {
  var actions = unsafe posix_spawn_file_actions_t()
  unsafe posix_spawn_file_actions_init(&actions)
  defer { unsafe _ = posix_spawn_file_actions_destroy(&actions) }
  let create = O_WRONLY | O_CREAT | O_TRUNC
  unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, files.input, O_RDONLY, 0)
  unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, files.output, create, 0o644)
  unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, files.errors, create, 0o644)
  // An inherited listening socket would keep its port taken for as long as the child lives.
  for descriptor in openDescriptors() where descriptor > STDERR_FILENO {
    unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
  }

  var attributes = posix_spawnattr_t()
  unsafe posix_spawnattr_init(&attributes)
  defer { unsafe _ = posix_spawnattr_destroy(&attributes) }
  var noSignals = sigset_t()
  unsafe sigemptyset(&noSignals)
  var allSignals = sigset_t()
  unsafe sigfillset(&allSignals)
  unsafe posix_spawnattr_setsigmask(&attributes, &noSignals)
  unsafe posix_spawnattr_setsigdefault(&attributes, &allSignals)
  unsafe posix_spawnattr_setpgroup(&attributes, 0)
  let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
  unsafe posix_spawnattr_setflags(&attributes, Int16(truncatingIfNeeded: flags))

  var arguments = unsafe command.map { unsafe strdup($0) } + [nil]
  defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
  var variables = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
  defer { for index in unsafe variables.indices { unsafe free(variables[index]) } }

  var child = pid_t()
  let code = unsafe posix_spawnp(&child, command.first ?? "", &actions, &attributes, &arguments, &variables)
  guard code == 0 else { throw HarnessError("cannot start \(command.joined(separator: " ")): \(unsafe String(cString: strerror(code)))") }
  return child
}

/// Waits for a child, ends what is left of its process group, and returns its status as a shell tells it.
func reap(_ child: pid_t) -> Int32 {
  while waitid(P_PID, id_t(bitPattern: child), nil, WEXITED | WNOWAIT) == -1 && errno == EINTR {}
  // Until it is reaped the child's id names its group and nothing else, so this cannot hit a stranger.
  LivingChildren.signal(child, SIGKILL)
  LivingChildren.remove(child)
  var status: Int32 = 0
  while unsafe waitpid(child, &status, 0) == -1 && errno == EINTR {}
  let signal = status & 0x7F
  return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
}

private func openDescriptors() -> [Int32] {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
  return names.compactMap { Int32($0) }
}
