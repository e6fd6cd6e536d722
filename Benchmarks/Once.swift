/// One measurement that several lines of the table show parts of, made when the first of them is asked for.
actor Once<Value: Sendable> {
  private let make: @Sendable () async throws -> Value
  private var task: Task<Value, any Error>?

  init(_ make: @escaping @Sendable () async throws -> Value) {
    self.make = make
  }

  var value: Value {
    get async throws {
      let task = task ?? Task { try await make() }
      self.task = task
      return try await task.value
    }
  }
}
