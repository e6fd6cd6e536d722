extension Endpoint {
  static let groupAPIs: [Endpoint] = []
}
