import YAML

/// Why a text is no value of a setting.
struct ValueProblem: Error, Equatable {
  /// What is wrong, the given text quoted in it (but never a secret's).
  var message: String
  /// The item of a list that is wrong; nil for a single value or the list as a whole.
  var item: Int?

  init(_ message: String, item: Int? = nil) {
    self.message = message
    self.item = item
  }
}

extension UnitText {
  /// The sum in the smallest unit.
  func value(of text: String) throws(ValueProblem) -> Int64 {
    do throws(Problem) {
      return try parse(text)
    } catch {
      throw ValueProblem(error.message)
    }
  }
}
