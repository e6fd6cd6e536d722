import Foundation

extension PrometheusServer {
  /// How many values an expression has over a time that ends now, NaN not counted.
  ///
  /// - Throws: `HarnessError` with Prometheus' words for an expression it rejects.
  public func rangeCount(_ expression: String, over seconds: Int, step: Int) async throws(HarnessError) -> Int {
    let now = Date().timeIntervalSince1970
    let answer: Answer<RangeData> = try await ask(
      "/api/v1/query_range?query=\(try escaped(expression))&start=\(now - Double(seconds))&end=\(now)&step=\(step)", expression)
    return answer.data.result.reduce(0) { $0 + $1.values.count { !$0.number.isNaN } }
  }

  /// The values of a label among the series that a selector finds, as Grafana asks for them.
  public func labelValues(_ label: String, of selector: String) async throws(HarnessError) -> [String] {
    let answer: Answer<[String]> = try await ask("/api/v1/label/\(label)/values?match%5B%5D=\(try escaped(selector))", selector)
    return answer.data
  }

  private func escaped(_ text: String) throws(HarnessError) -> String {
    guard let escaped = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) else {
      throw HarnessError("cannot escape \(text)")
    }
    return escaped
  }

  private func ask<Value: Decodable>(_ path: String, _ what: String) async throws(HarnessError) -> Answer<Value> {
    let response = try await HTTPClient.get(path, port: port)
    guard response.status == 200 else { throw HarnessError("\(what): \(response.text)") }
    do {
      return try JSONDecoder().decode(Answer<Value>.self, from: Data(response.body))
    } catch {
      throw HarnessError("\(what): \(error): \(response.text)")
    }
  }
}

private struct Answer<Value: Decodable>: Decodable {
  let data: Value
}

/// Of `/api/v1/query_range`.
private struct RangeData: Decodable {
  struct Series: Decodable {
    let values: [Value]
  }
  /// `[1700000000.123, "42"]`
  struct Value: Decodable {
    let number: Double

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      _ = try container.decode(Double.self)
      number = Double(try container.decode(String.self)) ?? .nan
    }
  }
  let result: [Series]
}
