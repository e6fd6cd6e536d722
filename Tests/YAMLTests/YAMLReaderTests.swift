import Testing
import YAML

@Suite struct YAMLReaderTests {
  private let reader: YAMLReader

  init() throws {
    reader = try YAMLDocument(
      parsing: "clusters:\n  - name: one\n  - topics:\n      include: [[x], 7, \"7\", yes, true, 1.5, .inf]\nempty:\n", file: "f.yaml"
    ).reader
  }

  private func message<Value>(_ read: () throws(YAMLError) -> Value) -> String {
    do throws(YAMLError) {
      return "no error: \(try read())"
    } catch {
      return error.description
    }
  }

  private func include() throws(YAMLError) -> [YAMLReader] {
    try reader.required("clusters").sequence()[1].required("topics").required("include").sequence()
  }

  @Test func errorsHaveFileLineColumnAndPath() throws {
    let items = try include()
    #expect(
      message { () throws(YAMLError) in try items[0].string() } == "f.yaml:4:17: clusters[1].topics.include[0]: expected text, found a list"
    )
    #expect(message { () throws(YAMLError) in try reader.sequence() } == "f.yaml:1:1: expected a list, found a mapping")
  }

  @Test func typedValuesAreReadOnlyFromPlainScalars() throws {
    let items = try include()
    #expect(try items[1].integer() == 7)
    #expect(try items[1].string() == "7")
    #expect(try items[4].boolean())
    #expect(try items[5].number() == 1.5)
    #expect(message { () throws(YAMLError) in try items[2].integer() }.hasSuffix("expected an integer, found \"7\""))
    #expect(message { () throws(YAMLError) in try items[3].boolean() }.hasSuffix("expected true or false, found \"yes\""))
    #expect(message { () throws(YAMLError) in try items[6].number() }.hasSuffix("expected a number, found \".inf\""))
    #expect(message { () throws(YAMLError) in try items[1].integer(in: 1...5) }.hasSuffix("7 is not between 1 and 5"))
  }

  @Test func nullIsNoText() throws {
    let empty = try reader.required("empty")
    #expect(message { () throws(YAMLError) in try empty.string() } == "f.yaml:5:7: empty: expected text, found nothing")
  }

  @Test func aMissingKeyIsToldAtItsMapping() throws {
    let first = try #require(try reader.required("clusters").sequence().first)
    #expect(message { () throws(YAMLError) in try first.required("bootstrap").path } == "f.yaml:2:5: clusters[0]: \"bootstrap\" is missing")
    #expect(try first.optional("bootstrap") == nil)
  }

  @Test func unknownKeysNameTheNearestKnownOne() throws {
    let errors = try reader.unknownKeys(known: ["cluster", "other"])
    #expect(
      errors.map(\.description) == ["f.yaml:1:1: clusters: unknown key; did you mean \"cluster\"?", "f.yaml:5:1: empty: unknown key"])
  }
}
