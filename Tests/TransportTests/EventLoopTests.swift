import Glibc
import Synchronization
import Testing

@testable import Transport

struct EventLoopTests {
  @Test func anActorOnTheLoopRunsOnItsThreadAndNowhereElse() async throws {
    let loop = try EventLoop(name: "home")
    let home = LoopActor(loop)
    #expect(!loop.isCurrent)
    await home.run { home in
      #expect(loop.isCurrent)
      await Task.yield()
      #expect(loop.isCurrent)
    }
    await loop.shutdown()
  }

  @Test func callbacksOfTheLoopMayAssumeTheActorsIsolation() async throws {
    try await onLoop { home in
      let waiter = Waiter<Bool>()
      let timer = home.loop.schedule(at: .now) { _ in waiter.settle(home.assumeIsolated { $0.loop.isCurrent }) }
      #expect(await waiter.wait(on: home.loop, ifCancelled: false))
      home.loop.cancel(timer)
    }
  }

  @Test func jobsFromManyThreadsAllRunOneAtATime() async throws {
    let loop = try EventLoop(name: "counter")
    let counter = Counter(loop)
    await withTaskGroup { group in
      for _ in 0..<8 {
        group.addTask { for _ in 0..<500 { await counter.increment() } }
      }
    }
    #expect(await counter.value == 4_000)
    await loop.shutdown()
  }

  @Test func sleepersNeverWakeEarly() async throws {
    try await onLoop { home in
      let start = ContinuousClock.now + .milliseconds(20)
      let woken = Log()
      let sleepers = (0..<500).map { index in
        Task {
          let deadline = start + .microseconds(100 * (index * 7 % 500))
          try await home.loop.sleep(until: deadline)
          #expect(ContinuousClock.now >= deadline)
          woken.append(index * 7 % 500)
        }
      }
      for sleeper in sleepers { try await sleeper.value }
      #expect(woken.entries.count == 500)
    }
  }

  @Test func timersOfOneInstantFireInTheOrderTheyWereSetUnderLoad() async throws {
    try await onLoop { home in
      let fired = Log()
      let done = Waiter<Bool>()
      let start = ContinuousClock.now
      for index in (0..<1_000).reversed() {
        _ = home.loop.schedule(at: start + .microseconds(index / 10 * 50)) { _ in fired.append(index) }
      }
      _ = home.loop.schedule(at: start + .milliseconds(10)) { _ in done.settle(true) }
      _ = await done.wait(on: home.loop, ifCancelled: false)
      let expected = (0..<100).flatMap { ten in (0..<10).reversed().map { ten * 10 + $0 } }
      #expect(fired.entries == expected)
    }
  }

  @Test func cancelledSleepersEndAtOnceAndLeaveNothingBehind() async throws {
    try await onLoop { home in
      let sleepers = (0..<5_000).map { _ in
        Task {
          _ = home.loop; return await reason { () async throws(TransportError) in try await home.loop.sleep(until: .now + .seconds(3_600)) }
        }
      }
      try await eventually(on: home.loop, "all sleep") { home.loop.state.timers.count >= 5_000 }
      let start = ContinuousClock.now
      for sleeper in sleepers { sleeper.cancel() }
      for sleeper in sleepers { #expect(await sleeper.value == .cancelled) }
      #expect(ContinuousClock.now - start < .seconds(10))
      try await eventually(on: home.loop, "no timer is left") { home.loop.state.timers.isEmpty }
    }
  }

  @Test func aTaskThatIsCancelledAlreadyDoesNotSleep() async throws {
    try await onLoop { home in
      let sleeper = Task {
        unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
        return await reason { () async throws(TransportError) in try await home.loop.sleep(until: .now + .seconds(3_600)) }
      }
      #expect(await sleeper.value == .cancelled)
    }
  }

  @Test func signalsDoNotEndAWait() async throws {
    signal(SIGUSR1) { _ in }
    let loop = try EventLoop(name: "signalled")
    let thread = await LoopActor(loop).run { _ in pthread_self() }
    let sleeper = Task { try await loop.sleep(until: .now + .milliseconds(100)) }
    let deadline = ContinuousClock.now + .milliseconds(50)
    while ContinuousClock.now < deadline { pthread_kill(thread, SIGUSR1) }
    try await sleeper.value
    await loop.shutdown()
  }

  @Test func shutdownWakesEveryoneWithTheReason() async throws {
    let loop = try EventLoop(name: "ending")
    let home = LoopActor(loop)
    let waiting = Log()
    let reading = Task { try await home.read(waiting) }
    let accepting = Task { try await home.accept(waiting) }
    let sleeping = Task {
      waiting.append(0)
      return await reason { () async throws(TransportError) in try await loop.sleep(until: .now + .seconds(3_600)) }
    }
    try await eventually(on: loop, "all wait") { waiting.entries.count == 3 }
    await loop.shutdown()
    #expect(try await reading.value == [.shutDown, .shutDown])
    #expect(try await accepting.value == .shutDown)
    #expect(await sleeping.value == .shutDown)
  }

  @Test func afterShutdownJobsStillRunOneAtATimeAndTheRestSaysSo() async throws {
    let loop = try EventLoop(name: "ended")
    let counter = Counter(loop)
    await counter.increment()
    await loop.shutdown()
    await loop.shutdown()
    await withTaskGroup { group in
      for _ in 0..<8 {
        group.addTask { for _ in 0..<200 { await counter.increment() } }
      }
    }
    #expect(await counter.value == 1_601)
    let reasons = await LoopActor(loop).run { home in
      [
        await reason { () async throws(TransportError) in try await home.loop.sleep(until: .now) },
        await reason { () async throws(TransportError) in _ = try TCPListener.bind(.loopback(), on: home.loop) },
        await reason { () async throws(TransportError) in
          let nowhere = HostPort(SocketAddress.loopback(port: 9))
          _ = try await TCPStream.connect(to: nowhere, on: home.loop, deadline: .now + .seconds(1))
        },
      ]
    }
    #expect(reasons == [.shutDown, .shutDown, .shutDown])
  }

  @Test func anActorOfTheLoopMayShutItDown() async throws {
    let loop = try EventLoop(name: "own end")
    let ran = await LoopActor(loop).run { home in
      await home.loop.shutdown()
      return home.loop.isCurrent
    }
    #expect(ran)
  }
}

private actor Counter {
  private let loop: EventLoop
  private(set) var value = 0
  private var isBusy = false

  init(_ loop: EventLoop) { self.loop = loop }

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

  func increment() {
    #expect(!isBusy && loop.isCurrent)
    isBusy = true
    value += 1
    isBusy = false
  }
}

/// What happened, in order, from any thread.
final class Log: Sendable {
  private let state = Mutex<[Int]>([])

  var entries: [Int] { state.withLock { $0 } }
  func append(_ entry: Int) { state.withLock { $0.append(entry) } }
}

extension LoopActor {
  fileprivate func read(_ waiting: Log) async throws -> [TransportError.Reason?] {
    let pair = try await Pair.make(on: loop)
    waiting.append(1)
    let first = await reason { () async throws(TransportError) in _ = try await pair.client.readFrame(maximumLength: 10) }
    let second = await reason { () async throws(TransportError) in _ = try await pair.client.readFrame(maximumLength: 10) }
    return [first, second]
  }

  fileprivate func accept(_ waiting: Log) async throws -> TransportError.Reason? {
    let listener = try TCPListener.bind(.loopback(), on: loop)
    waiting.append(2)
    return await reason { () async throws(TransportError) in _ = try await listener.accept() }
  }
}
