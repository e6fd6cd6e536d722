import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Exit;

/**
 * Runs Kafka's command line tools one after another inside one JVM, because starting a JVM for each costs more than the tool does.
 *
 * POST / with the class and its arguments, separated by NUL bytes. The answer's body is what the tool printed to standard output
 * followed by what it printed to standard error; the headers X-Status and X-Output-Length give its exit status and where the first ends.
 */
public final class ToolServer {
  /** Thrown in place of ending the JVM. */
  private static final class Exited extends Error {
    Exited() {
      super(null, null, false, false);
    }
  }

  private static final Collector output = new Collector();
  private static final Collector errors = new Collector();
  private static Integer firstStatus;

  public static void main(String[] arguments) throws Exception {
    PrintStream console = System.out;
    // Scala's console keeps the stream it finds first, so it is replaced once, before any tool runs.
    System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    Exit.Procedure procedure = (status, message) -> {
      // Tools catch everything around their work and exit again: the first status is the one they meant.
      if (firstStatus == null) firstStatus = status;
      if (message != null) System.err.println(message);
      throw new Exited();
    };
    Exit.setExitProcedure(procedure);
    Exit.setHaltProcedure(procedure);

    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.createContext("/", exchange -> {
      byte[] request = exchange.getRequestBody().readAllBytes();
      String[] words = new String(request, StandardCharsets.UTF_8).split("\0", -1);
      int status = run(words[0], Arrays.copyOfRange(words, 1, words.length));
      byte[] out = output.take();
      byte[] err = errors.take();
      exchange.getResponseHeaders().set("X-Status", Integer.toString(status));
      exchange.getResponseHeaders().set("X-Output-Length", Integer.toString(out.length));
      long length = out.length + err.length;
      exchange.sendResponseHeaders(200, length == 0 ? -1 : length);
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(out);
        body.write(err);
      }
      exchange.close();
    });
    server.start();
    console.println("port " + server.getAddress().getPort());
    console.flush();
  }

  private static int run(String className, String[] arguments) {
    firstStatus = null;
    try {
      Class.forName(className).getMethod("main", String[].class).invoke(null, (Object) arguments);
    } catch (InvocationTargetException thrown) {
      if (firstStatus == null) {
        thrown.getCause().printStackTrace();
        return 1;
      }
    } catch (ReflectiveOperationException missing) {
      System.err.println(missing);
      return 127;
    }
    System.out.flush();
    System.err.flush();
    return firstStatus == null ? 0 : firstStatus;
  }

  /** Collects bytes until they are taken. */
  private static final class Collector extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int value) {
      bytes.write(value);
    }

    @Override
    public synchronized void write(byte[] source, int offset, int length) {
      bytes.write(source, offset, length);
    }

    synchronized byte[] take() {
      byte[] taken = bytes.toByteArray();
      bytes.reset();
      return taken;
    }
  }
}
