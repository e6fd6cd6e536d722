import KafkaClient
import KafkaProtocol

/// Finds the coordinators of groups that moved since they were listed.
struct CoordinatorLookup {
  let groups: [String]

  /// `FindCoordinatorRequest.CoordinatorType.GROUP`.
  private static let groupKey: Int8 = 0

  func run(_ state: inout ClusterState, _ poll: Poll) async {
    let answers = await atOnce(groups.pieces(of: poll.settings.limits.groupsPerRequest)) { await Self.find(Array($0), poll) }
    for (group, coordinator) in answers.flatMap(\.value) { state.groups[group]?.coordinator = coordinator }
  }

  /// Groups whose coordinator can't be found keep the one they have, which then says what is wrong.
  private static func find(_ groups: [String], _ poll: Poll) async -> [(group: String, coordinator: Int32)] {
    let request = FindCoordinatorRequest(keyType: groupKey, coordinatorKeys: groups)
    do throws(KafkaClientError) {
      let answer = try await poll.client.send(
        request, to: .any, versions: 4...FindCoordinatorRequest.validVersions.upperBound, deadline: poll.deadline)
      return answer.coordinators.filter { $0.errorCode == .none && $0.nodeId >= 0 }.map { ($0.key, $0.nodeId) }
    } catch  where error.reason == .unsupported {
      // Before KIP-699 a request asked for one group.
      return await atOnce(groups) { group -> Int32? in
        let request = FindCoordinatorRequest(key: group, keyType: groupKey)
        let answer = try? await poll.client.send(request, to: .any, versions: 1...3, deadline: poll.deadline)
        return answer.flatMap { $0.errorCode == .none && $0.nodeId >= 0 ? $0.nodeId : nil }
      }.compactMap { answer in answer.value.map { (answer.element, $0) } }
    } catch {
      return []
    }
  }
}
