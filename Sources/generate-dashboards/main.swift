import Foundation

// Writes grafana/dashboards from the declarations in Dashboards/.
// With --check nothing is written: it fails when the committed files are not what would be written.

let arguments = CommandLine.arguments.dropFirst()
do {
  guard arguments.allSatisfy({ $0 == "--check" }) else { throw GeneratorError("usage: generate-dashboards [--check]") }
  let files = try DashboardFiles(Dashboard.all)
  let folder = URL(fileURLWithPath: "grafana/dashboards", isDirectory: true)
  if arguments.isEmpty {
    try files.write(to: folder)
    print("\(files.contents.count) dashboards written to \(folder.relativePath)")
  } else {
    try files.check(against: folder)
    print("\(files.contents.count) dashboards in \(folder.relativePath) are what is declared")
  }
} catch {
  FileHandle.standardError.write(Data("generate-dashboards: \(error)\n".utf8))
  exit(1)
}
