import KafkaExporter

/// Marks in all curves of a dashboard where something happened.
struct Annotation {
  let name: String
  let expression: Expression
  /// Of the mark, with labels in double braces.
  let text: String
  let colour: Thresholds.Colour

  static let brokerDown = Annotation(
    name: "Broker down", expression: BrokerFamilies.isUp.max(by: .broker).equal(to: 0), text: "broker {{broker}} does not answer",
    colour: .red)

  static let controllerMoved = Annotation(
    name: "Controller moved", expression: Series(ClusterFamilies.controller).changes().max(by: .cluster).above(0),
    text: "another broker is the controller", colour: .purple)

  static let topicRecreated = Annotation(
    name: "Topic recreated", expression: PartitionMeasures().recreations(over: .rateInterval).above(0),
    text: "{{topic}} was deleted and created again", colour: .orange)

  static let exporterStarted = Annotation(
    name: "Exporter started", expression: Series(ProcessFamilies.startTime).changes().max(by: .instance).above(0),
    text: "{{instance}} was started", colour: .blue)

  var problems: [String] {
    Query(expression, text).problems.map { "annotation \"\(name)\": \($0)" }
  }

  var json: JSON {
    [
      "name": .string(name), "datasource": dataSource, "enable": true, "hide": false, "iconColor": .string(colour.rawValue),
      "expr": .string(expression.text), "titleFormat": .string(name), "textFormat": .string(text),
    ]
  }
}
