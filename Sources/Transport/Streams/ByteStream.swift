/// A connection that one reads bytes from and writes bytes to: plain TCP, or a layer on top of it.
///
/// A stream belongs to its loop: it is made and used by code that runs there, usually one actor. One task reads at a time.
public protocol ByteStream: AnyObject {
  /// The loop the stream belongs to.
  var loop: EventLoop { get }
  var localAddress: SocketAddress { get }
  var remoteAddress: SocketAddress { get }

  /// Writes at once what the connection takes and queues the rest. Never waits, never fails: an error is found in `closed` and ends reading.
  func write(_ bytes: [UInt8])

  /// Bytes that are queued. Who writes faster than the peer reads watches this.
  var unwrittenBytes: Int { get }

  /// Waits until nothing is queued.
  func flush() async throws(TransportError)

  /// Waits for one frame, a length (Int32, big-endian) and that many bytes, and returns it without the length.
  ///
  /// When it is cancelled no byte is lost: the next call goes on.
  ///
  /// - Throws: `.frameTooLarge` for a negative length or one above `maximumLength`, after which only `close()` makes sense; `.closedByPeer`,
  ///   with a detail when it happens inside a frame; `.cancelled`, `.closed`, `.shutDown`, `.reset` and what else befalls a connection.
  func readFrame(maximumLength: Int) async throws(TransportError) -> ReceivedBytes

  /// Waits for bytes and returns at least one, at most `maximum` (and 65,536). Not to be used inside a frame.
  ///
  /// - Throws: as `readFrame`; the peer's end is `.closedByPeer`.
  func read(upTo maximum: Int) async throws(TransportError) -> ReceivedBytes

  /// Why the stream is no longer whole: closed here, ended by the peer, or broken. Nil while nothing of that is known.
  var closed: TransportError? { get }

  /// Closes the connection and drops what is queued. Who waits is woken with `.closed`.
  func close()
}
