import KafkaProtocol

/// How a wait for a group's answer ends.
enum TicketEnd {
  case answered(ClassicGroup.Answer)
  case refused(ErrorCode)
  /// The client asked again meanwhile, or the cluster ends: nobody is there to be answered.
  case nothing
}

extension SimulatedCluster {
  /// Waits until the group has an answer for the ticket, or another broker coordinates it.
  func answer(for ticket: ClassicGroup.Ticket, in id: String, _ context: RequestContext) async -> TicketEnd {
    while true {
      guard let group = groups[id], let answer = group.withClassic({ $0.takeAnswer(for: ticket) }) else {
        return .refused(.unknownMemberId)
      }
      if let answer { return .answered(answer) }
      if let error = refusal(forGroup: id, at: context.broker) { return .refused(error) }
      guard group.withClassic({ $0.isAwaited(ticket) }) == true else { return .nothing }
      let events: [WaitList.Event] = [.group(id), .partition(topic: TopicName.consumerOffsets, group.coordinatorPartition)]
      guard await waits.wait(for: events, until: Timestamp(milliseconds: .max)) else { return .nothing }
    }
  }
}
