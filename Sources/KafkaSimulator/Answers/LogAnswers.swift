extension Endpoint {
  static let logAPIs: [Endpoint] = []
}
