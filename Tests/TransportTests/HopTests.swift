import Dispatch
import Glibc
import Testing

@testable import Transport

struct HopTests {
  // In a process of its own: all threads of the global executor are taken.
  @Test func whatWaitsOnTheLoopNeedsNoOtherThread() async {
    await #expect(processExitsWith: .success) {
      let release = DispatchSemaphore(value: 0)
      let loop = try EventLoop(name: "alone")
      let threads = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
      let talk = Task {
        try await LoopActor(loop).run { home in
          let pair = try await Pair.make(on: home.loop)
          let start = ContinuousClock.now
          // Soon nobody runs but the loop.
          for _ in 0..<(2 * threads) { Task.detached { hold(release) } }
          try await home.loop.sleep(until: .now + .milliseconds(50))
          for size in 0..<100 {
            pair.client.write(frame(pattern(size)))
            try #require(try await pair.server.readFrame(maximumLength: 100).count == size)
          }
          let took = ContinuousClock.now - start
          for _ in 0..<(2 * threads) { release.signal() }
          try #require(took < .seconds(5), "the loop waits for no thread of the global executor")
        }
      }
      try await talk.value
      await loop.shutdown()
    }
  }
}

/// Takes the calling thread away until it is released, or ten seconds have passed.
private func hold(_ release: DispatchSemaphore) {
  _ = release.wait(timeout: .now() + .seconds(10))
}
