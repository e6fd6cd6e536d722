import Foundation

/// A page read by the rules of OpenMetrics 1.0, strictly: anything that a reader may refuse is an error.
struct OpenMetricsPage {
  struct Sample {
    var name: String
    var labels: [(name: String, value: String)]
    var value: Double
  }

  struct Family {
    var name: String
    var type = ""
    var unit: String?
    var help: String?
    var samples: [Sample] = []
  }

  struct Failure: Error, CustomStringConvertible {
    var line: Int
    var description: String
  }

  private(set) var families: [Family] = []
  private var line = 0

  init(_ text: String) throws {
    guard text.hasSuffix("\n# EOF\n") || text == "# EOF\n" else { throw Failure(line: 0, description: "no EOF line at the end") }
    for line in text.dropLast("# EOF\n".count).split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      self.line += 1
      if line.hasPrefix("# ") { try readMetadata(line.dropFirst(2)) } else { try readSample(String(line)) }
    }
    for family in families { try check(family) }
  }

  private mutating func readMetadata(_ line: Substring) throws {
    let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 else { throw failure("metadata without a text") }
    if families.last?.name != parts[1] {
      guard !families.contains(where: { $0.name == parts[1] }) else { throw failure("family \(parts[1]) is split or there twice") }
      families.append(Family(name: parts[1]))
    }
    var family = families.removeLast()
    guard family.samples.isEmpty else { throw failure("metadata after samples") }
    switch parts[0] {
    case "TYPE" where family.type.isEmpty: family.type = parts[2]
    case "UNIT" where family.unit == nil: family.unit = parts[2]
    case "HELP" where family.help == nil: family.help = parts[2]
    default: throw failure("unknown or repeated \(parts[0])")
    }
    if parts[0] == "HELP", parts[2].replacing(/\\[\\n"]/, with: "").contains(/[\\"]/) { throw failure("help is not escaped") }
    families.append(family)
  }

  private mutating func readSample(_ line: String) throws {
    guard let match = line.wholeMatch(of: /([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)/) else { throw failure("no sample: \(line)") }
    guard var family = families.popLast() else { throw failure("a sample before all families") }
    let name = String(match.1)
    guard name.hasPrefix(family.name), Self.endings(of: family.type).contains(String(name.dropFirst(family.name.count))) else {
      throw failure("\(name) does not belong to \(family.type) \(family.name)")
    }
    guard let value = Double(match.3 == "+Inf" ? "inf" : match.3 == "-Inf" ? "-inf" : String(match.3)) else { throw failure("no number") }
    family.samples.append(Sample(name: name, labels: try readLabels(String(match.2 ?? "")), value: value))
    families.append(family)
  }

  private func readLabels(_ text: String) throws -> [(name: String, value: String)] {
    var labels: [(name: String, value: String)] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      guard let match = rest.prefixMatch(of: /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^\\"]|\\[\\"n])*)"(,(?=.)|$)/) else {
        throw failure("labels can't be read from \(rest)")
      }
      guard !labels.contains(where: { $0.name == match.1 }) else { throw failure("label \(match.1) twice") }
      labels.append((String(match.1), String(match.2)))
      rest = rest[match.range.upperBound...]
    }
    return labels
  }

  private static func endings(of type: String) -> [String] {
    switch type {
    case "gauge": [""]
    case "counter": ["_total"]
    case "info": ["_info"]
    case "histogram": ["_bucket", "_sum", "_count"]
    case "summary": ["", "_sum", "_count"]
    default: []
    }
  }

  private func check(_ family: Family) throws {
    guard !family.samples.isEmpty, !family.type.isEmpty, family.help != nil else { throw failure("\(family.name) is incomplete") }
    if let unit = family.unit, !family.name.hasSuffix("_\(unit)") || family.type == "info" {
      throw failure("\(family.name) has unit \(unit)")
    }
    var seen: Set<String> = []
    for sample in family.samples {
      let key = sample.name + sample.labels.map { "\($0.name)=\($0.value)" }.sorted().joined(separator: ",")
      guard seen.insert(key).inserted else { throw failure("\(key) twice") }
      if family.type == "info", sample.value != 1 { throw failure("\(key) is not 1") }
      if family.type == "counter", !(sample.value >= 0) { throw failure("\(key) is negative") }
    }
    if family.type == "histogram" { try checkBuckets(of: family) }
  }

  private func checkBuckets(of family: Family) throws {
    var last: (bound: Double, count: Double)?
    for sample in family.samples {
      if let bound = sample.labels.first(where: { $0.name == "le" })?.value {
        guard bound == "+Inf" || bound.contains(where: { ".e".contains($0) }) else { throw failure("bound \(bound) is no float") }
        let number = Double(bound == "+Inf" ? "inf" : bound) ?? .nan
        if let last, last.bound != .infinity {
          guard number > last.bound, sample.value >= last.count else { throw failure("buckets of \(family.name) do not grow") }
        }
        last = (number, sample.value)
      } else if sample.name.hasSuffix("_count") {
        guard last?.bound == .infinity, last?.count == sample.value else { throw failure("\(family.name)_count is not its +Inf bucket") }
      }
    }
  }

  private func failure(_ description: String) -> Failure {
    Failure(line: line, description: description)
  }
}
