import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between clients and brokers and keeps some of the frames that pass: of each API, version and direction the first ones of different sizes.
 *
 * <p>Arguments: the file to write, then LISTENING-PORT:BROKER-PORT for each broker. Writes the file when its own input ends. A line is the
 * direction, the number of the API, the version and the frame without its length, in base64; lines are sorted.
 */
class RecordFrames {
  static final int KEPT = 2;
  static final int LARGEST = 2048;

  /** By what orders the lines. */
  static final Map<String, List<byte[]>> frames = new TreeMap<>();

  public static void main(String[] arguments) throws Exception {
    for (int i = 1; i < arguments.length; i++) {
      String[] ports = arguments[i].split(":");
      ServerSocket listener = new ServerSocket(Integer.parseInt(ports[0]), 50, InetAddress.getLoopbackAddress());
      start(() -> accept(listener, Integer.parseInt(ports[1])));
    }
    var input = new BufferedReader(new InputStreamReader(System.in));
    while (input.readLine() != null) continue;
    List<String> lines = new ArrayList<>();
    synchronized (frames) {
      for (var entry : frames.entrySet()) {
        String[] key = entry.getKey().split(" ");
        for (byte[] frame : entry.getValue())
          lines.add(key[2] + " " + Integer.parseInt(key[0]) + " " + Integer.parseInt(key[1]) + " " + Base64.getEncoder().encodeToString(frame));
      }
    }
    Files.write(Path.of(arguments[0]), lines);
    System.exit(0);
  }

  interface Body {
    void run() throws IOException;
  }

  static void start(Body body) {
    Thread thread = new Thread(() -> {
      try {
        body.run();
      } catch (IOException ended) {
        // One side went away; so does the other.
      }
    });
    thread.setDaemon(true);
    thread.start();
  }

  static void accept(ServerSocket listener, int port) throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket broker;
      try {
        broker = new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (IOException notYetThere) {
        client.close();
        continue;
      }
      // API and version of what is not answered yet, by correlation id.
      Map<Integer, short[]> asked = new ConcurrentHashMap<>();
      start(() -> pass(client, broker, frame -> {
        ByteBuffer header = ByteBuffer.wrap(frame);
        short[] kind = {header.getShort(), header.getShort()};
        asked.put(header.getInt(), kind);
        keep("request", kind, frame);
      }));
      start(() -> pass(broker, client, frame -> {
        short[] kind = asked.remove(ByteBuffer.wrap(frame).getInt());
        if (kind != null) keep("response", kind, frame);
      }));
    }
  }

  interface Witness {
    void see(byte[] frame);
  }

  static void pass(Socket from, Socket to, Witness witness) throws IOException {
    try (from; to) {
      DataInputStream in = new DataInputStream(from.getInputStream());
      OutputStream out = to.getOutputStream();
      while (true) {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        witness.see(frame);
        out.write(ByteBuffer.allocate(4 + frame.length).putInt(frame.length).put(frame).array());
        out.flush();
      }
    } catch (EOFException end) {
      return;
    }
  }

  static void keep(String direction, short[] kind, byte[] frame) {
    if (frame.length > LARGEST) return;
    synchronized (frames) {
      var kept = frames.computeIfAbsent(String.format("%03d %03d %s", kind[0], kind[1], direction), key -> new ArrayList<>());
      if (kept.size() < KEPT && kept.stream().noneMatch(other -> other.length == frame.length)) kept.add(frame);
    }
  }
}
