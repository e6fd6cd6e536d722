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
