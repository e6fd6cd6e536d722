/// Words and colours for numbers that stand for something else.
struct ValueNames {
  struct Name {
    let value: Int
    let text: String
    let colour: Thresholds.Colour
  }

  let names: [Name]

  init(_ names: [(value: Int, text: String, colour: Thresholds.Colour)]) {
    self.names = names.map(Name.init)
  }

  static let none = ValueNames([])
  static let upOrDown = ValueNames([(0, "down", .red), (1, "up", .green)])

  var json: JSON {
    guard !names.isEmpty else { return [] }
    var options: [String: JSON] = [:]
    for (index, name) in names.enumerated() {
      options["\(name.value)"] = ["color": .string(name.colour.rawValue), "index": .integer(index), "text": .string(name.text)]
    }
    return [["type": "value", "options": .object(options)]]
  }
}
