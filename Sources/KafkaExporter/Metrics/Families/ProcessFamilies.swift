/// What every exporter tells of its process, under the names that Prometheus' client libraries gave it.
package enum ProcessFamilies {
  package static let all = [
    cpuSeconds, residentMemory, virtualMemory, openFileDescriptors, maximumFileDescriptors, startTime, threads,
  ]

  package static let cpuSeconds = family(
    "process_cpu_seconds_total", .counter, unit: .seconds, help: "User and system CPU time spent, in seconds."
  ) { $0.cpuSeconds }

  package static let residentMemory = family(
    "process_resident_memory_bytes", unit: .bytes, help: "Resident memory size."
  ) { $0.residentMemoryBytes.map { Double($0) } }

  package static let virtualMemory = family(
    "process_virtual_memory_bytes", unit: .bytes, help: "Virtual memory size."
  ) { $0.virtualMemoryBytes.map { Double($0) } }

  package static let openFileDescriptors = family(
    "process_open_fds", help: "Open file descriptors."
  ) { $0.openFileDescriptors.map { Double($0) } }

  package static let maximumFileDescriptors = family(
    "process_max_fds", help: "Most file descriptors that the process may open."
  ) { $0.maximumFileDescriptors.map { Double($0) } }

  package static let startTime = family(
    "process_start_time_seconds", unit: .seconds, help: "Unix time at which the process started."
  ) { $0.startTimeSeconds }

  package static let threads = family(
    "process_threads", help: "Threads of the process."
  ) { $0.threads.map { Double($0) } }

  private static func family(
    _ name: String, _ kind: Family.Kind = .gauge, unit: Family.Unit? = nil, help: String,
    value: @escaping @Sendable (ProcessFacts) -> Double?
  ) -> Family {
    Family(
      name, kind, unit: unit, level: .exporter, takesPrefix: false, help: help,
      source: .exporter { page, writer in
        guard let found = value(page.exporter.process) else { return }
        writer.series()
        writer.value(found)
      })
  }
}
