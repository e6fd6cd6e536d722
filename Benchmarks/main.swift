import Foundation

// `Benchmarks [--json] [names]`: measures all, or those whose names begin with one that was given.
let benchmarks =
  encodeBenchmarks + decodeBenchmarks + gzipBenchmarks + publishBenchmarks + lagBenchmarks + scrapeBenchmarks + pollBenchmarks
  + scaleBenchmarks

let arguments = CommandLine.arguments.dropFirst()
if arguments.first == SimulatedLoad.flag { try await SimulatedLoad.serve(arguments.dropFirst().first ?? "") }
let isJSON = arguments.contains("--json")
let names = arguments.filter { $0 != "--json" }
let chosen = benchmarks.filter { benchmark in names.isEmpty || names.contains { benchmark.name.hasPrefix($0) } }
guard !chosen.isEmpty else {
  FileHandle.standardError.write(Data("no such benchmark; there are: \(benchmarks.map(\.name).joined(separator: ", "))\n".utf8))
  exit(2)
}

var reports: [Report] = []
if !isJSON { print(Report.heading) }
for benchmark in chosen {
  let report: Report
  do {
    report = Report(benchmark, try await benchmark.measure())
  } catch let skipped as Benchmark.Skipped {
    report = Report(benchmark, skipped: skipped)
  } catch {
    FileHandle.standardError.write(Data("\(benchmark.name): \(error)\n".utf8))
    exit(1)
  }
  reports.append(report)
  if !isJSON { print(report.line) }
}
if isJSON {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  print(String(decoding: try encoder.encode(reports), as: UTF8.self))
}
