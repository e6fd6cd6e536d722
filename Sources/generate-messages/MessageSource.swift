/// Writes a whole message with its structures inside it.
struct MessageSource {
  let model: MessageModel

  func write(_ source: inout SourceText) throws {
    guard let bounds = model.validVersions.bounds else { throw GeneratorError("\(model.name) has no valid version") }
    let api = model.apiKey == nil ? nil : Names.property(String(model.name.dropLast("Request".count)))
    let kind = model.name.hasSuffix("Request") ? "KafkaRequest" : "KafkaMessage"
    source.block("public struct \(model.name): \(kind), WireElement") { source in
      if kind == "KafkaRequest", let api {
        source.line("public typealias Response = \(model.name.dropLast("Request".count))Response")
        source.line("public static var apiKey: APIKey { .\(api) }")
      }
      source.line("public static var validVersions: ClosedRange<Int16> { \(bounds.lowerBound)...\(bounds.upperBound) }")
      let flexible = model.flexibleVersions.condition(within: model.validVersions).expression
      source.line("public static func isFlexible(_ version: Int16) -> Bool { \(flexible) }")
      for (index, structure) in model.structs.enumerated() {
        source.line()
        if index == 0 {
          writeBody(structure, &source)
        } else {
          source.block("public struct \(structure.name): KafkaStruct, WireElement") { writeBody(structure, &$0) }
        }
      }
    }
  }

  private func writeBody(_ structure: StructModel, _ source: inout SourceText) {
    let body = StructSource(message: model, model: structure)
    body.writeProperties(&source)
    source.line()
    body.writeDecode(&source)
    source.line()
    body.writeEncode(&source)
  }
}
