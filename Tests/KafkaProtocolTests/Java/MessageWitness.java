import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.Field;
import org.apache.kafka.common.protocol.types.RawTaggedField;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.Struct;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;

/**
 * Kafka's own message classes as the witness of what the bytes must be.
 *
 * write OUT COUNT SEED MESSAGE:LOWEST:HIGHEST...
 *   Fills COUNT messages of each name and version at random and writes each with its header, then the same values in every other version: the
 *   bytes, or a length of -1 where Kafka refuses because the version cannot carry them.
 * rewrite IN OUT
 *   Reads messages (name, version, bytes) and writes each again.
 *
 * Names end in Request or Response; others are messages without a header. A message that this Kafka does not have is left out.
 */
public class MessageWitness {
    private final Random random;

    MessageWitness(long seed) {
        random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("write")) {
            try (DataOutputStream out = output(arguments[1])) {
                MessageWitness witness = new MessageWitness(Long.parseLong(arguments[3]));
                for (int i = 4; i < arguments.length; i++) {
                    String[] parts = arguments[i].split(":");
                    MessageKind kind = MessageKind.find(parts[0]);
                    if (kind != null) {
                        witness.write(out, kind, Short.parseShort(parts[1]), Short.parseShort(parts[2]), Integer.parseInt(arguments[2]));
                    }
                }
            }
        } else {
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(arguments[1])));
                 DataOutputStream out = output(arguments[2])) {
                rewrite(in, out);
            }
        }
    }

    private static DataOutputStream output(String path) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(new FileOutputStream(path)));
    }

    private void write(DataOutputStream out, MessageKind kind, short lowest, short highest, int count) throws Exception {
        short first = (short) Math.max(lowest, kind.lowest());
        short last = (short) Math.min(highest, kind.highest());
        for (short version = first; version <= last; version++) {
            for (int i = 0; i < count; i++) {
                Message message = kind.read(fill(kind.schemas[version]), version);
                out.writeUTF(kind.name);
                out.writeShort(version);
                byte[] header = header(kind, version);
                byte[] body = bytes(message, version);
                out.writeInt(header.length + body.length);
                out.write(header);
                out.write(body);
                out.writeInt(last - first + 1);
                for (short other = first; other <= last; other++) {
                    out.writeShort(other);
                    writeOrRefuse(out, message, other);
                }
            }
        }
    }

    private static void writeOrRefuse(DataOutputStream out, Message message, short version) throws IOException {
        try {
            byte[] bytes = bytes(message, version);
            out.writeInt(bytes.length);
            out.write(bytes);
        } catch (UnsupportedVersionException | NullPointerException refused) {
            out.writeInt(-1);
        }
    }

    private static void rewrite(DataInputStream in, DataOutputStream out) throws Exception {
        while (in.available() > 0) {
            MessageKind kind = MessageKind.find(in.readUTF());
            short version = in.readShort();
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            byte[] again = bytes(kind.read(ByteBuffer.wrap(bytes), version), version);
            out.writeInt(again.length);
            out.write(again);
        }
    }

    private static byte[] bytes(Message message, short version) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBuffer buffer = ByteBuffer.allocate(message.size(cache, version));
        message.write(new ByteBufferAccessor(buffer), cache, version);
        return buffer.array();
    }

    private byte[] header(MessageKind kind, short version) {
        if (kind.isRequest()) {
            short headerVersion = kind.api.requestHeaderVersion(version);
            RequestHeaderData header = new RequestHeaderData(
                new ByteBufferAccessor(fill(RequestHeaderData.SCHEMAS[headerVersion])), headerVersion);
            return bytes(header.setRequestApiKey(kind.api.apiKey()).setRequestApiVersion(version), headerVersion);
        } else if (kind.isResponse()) {
            short headerVersion = kind.api.responseHeaderVersion(version);
            return bytes(new ResponseHeaderData(
                new ByteBufferAccessor(fill(ResponseHeaderData.SCHEMAS[headerVersion])), headerVersion), headerVersion);
        }
        return new byte[0];
    }

    /** Bytes of random values that the schema allows. */
    private ByteBuffer fill(Schema schema) {
        Struct struct = (Struct) value(schema, false);
        ByteBuffer buffer = ByteBuffer.allocate(schema.sizeOf(struct));
        schema.write(buffer, struct);
        buffer.flip();
        return buffer;
    }

    private Object value(Type type, boolean mayBeNull) {
        // The type of records is nullable in older Kafkas also where the field is not.
        boolean nullable = type.isNullable() && (!type.toString().endsWith("RECORDS") || type.toString().contains("NULLABLE"));
        if (mayBeNull && nullable && random.nextInt(4) == 0) {
            return null;
        }
        if (type instanceof Schema) {
            Struct struct = new Struct((Schema) type);
            for (BoundField field : ((Schema) type).fields()) {
                struct.set(field, value(field.def.type, true));
            }
            return struct;
        }
        if (type instanceof TaggedFields) {
            return taggedFields((TaggedFields) type);
        }
        if (type.isArray()) {
            Object[] array = new Object[random.nextInt(4)];
            for (int i = 0; i < array.length; i++) {
                array[i] = value(type.arrayElementType().get(), false);
            }
            return array;
        }
        switch (type.toString()) {
            case "BOOLEAN": return random.nextBoolean();
            case "INT8": return (byte) random.nextInt();
            case "INT16": return (short) random.nextInt();
            case "UINT16": return random.nextInt(0x10000);
            case "INT32": return random.nextInt();
            case "UINT32": return random.nextLong() & 0xffffffffL;
            case "INT64": return random.nextLong();
            case "FLOAT64": return random.nextDouble();
            case "UUID": return new Uuid(random.nextLong(), random.nextLong());
            case "STRING": case "COMPACT_STRING": case "NULLABLE_STRING": case "COMPACT_NULLABLE_STRING": return string();
            case "BYTES": case "COMPACT_BYTES": case "NULLABLE_BYTES": case "COMPACT_NULLABLE_BYTES": return ByteBuffer.wrap(bytes());
            case "RECORDS": case "COMPACT_RECORDS": case "NULLABLE_RECORDS": case "COMPACT_NULLABLE_RECORDS":
                return records(ByteBuffer.wrap(bytes()));
            default: throw new IllegalArgumentException("no random value of " + type);
        }
    }

    private TreeMap<Integer, Object> taggedFields(TaggedFields type) {
        TreeMap<Integer, Object> values = new TreeMap<>();
        for (Map.Entry<Integer, Field> known : knownTaggedFields(type).entrySet()) {
            if (random.nextBoolean()) {
                values.put(known.getKey(), value(known.getValue().type, true));
            }
        }
        for (int i = random.nextInt(8) - 5; i > 0; i--) {
            int tag = random.nextBoolean() ? 100 + random.nextInt(100) : 20000 + random.nextInt(100000);
            values.put(tag, new RawTaggedField(tag, bytes()));
        }
        return values;
    }

    /** The class has another package in newer Kafkas. */
    private static Object records(ByteBuffer bytes) {
        for (String place : new String[] {"record.internal", "record"}) {
            try {
                Class<?> records = Class.forName("org.apache.kafka.common." + place + ".MemoryRecords");
                return records.getMethod("readableRecords", ByteBuffer.class).invoke(null, bytes);
            } catch (ClassNotFoundException elsewhere) {
                continue;
            } catch (ReflectiveOperationException unknown) {
                throw new IllegalStateException(unknown);
            }
        }
        throw new IllegalStateException("no MemoryRecords");
    }

    /** A public method gives them only in newer Kafkas. */
    @SuppressWarnings("unchecked")
    private static Map<Integer, Field> knownTaggedFields(TaggedFields type) {
        try {
            java.lang.reflect.Field fields = TaggedFields.class.getDeclaredField("fields");
            fields.setAccessible(true);
            return (Map<Integer, Field>) fields.get(type);
        } catch (ReflectiveOperationException unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(10) == 0 ? 200 : random.nextInt(6)];
        random.nextBytes(bytes);
        return bytes;
    }

    private String string() {
        int length = random.nextInt(10) == 0 ? 150 : random.nextInt(6);
        StringBuilder builder = new StringBuilder();
        int[] alphabet = {'a', 'Z', '-', '0', 0, 0xe4, 0x20ac, 0x1f600};
        for (int i = 0; i < length; i++) {
            builder.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return builder.toString();
    }
}

/** One of Kafka's message classes. */
class MessageKind {
    final String name;
    /** Null for messages without a header. */
    final ApiMessageType api;
    final Schema[] schemas;
    private final Class<?> dataClass;

    private MessageKind(String name, ApiMessageType api, Schema[] schemas, Class<?> dataClass) {
        this.name = name;
        this.api = api;
        this.schemas = schemas;
        this.dataClass = dataClass;
    }

    /** Null when this Kafka has no such message. */
    static MessageKind find(String name) throws Exception {
        ApiMessageType api = null;
        for (ApiMessageType candidate : ApiMessageType.values()) {
            if (name.equals(candidate.name + "Request") || name.equals(candidate.name + "Response")) {
                api = candidate;
            }
        }
        try {
            Class<?> dataClass = Class.forName("org.apache.kafka.common.message." + name + (api == null ? "" : "Data"));
            return new MessageKind(name, api, (Schema[]) dataClass.getField("SCHEMAS").get(null), dataClass);
        } catch (ClassNotFoundException absent) {
            return null;
        }
    }

    boolean isRequest() {
        return name.endsWith("Request");
    }

    boolean isResponse() {
        return name.endsWith("Response");
    }

    short lowest() {
        short version = 0;
        while (schemas[version] == null) {
            version++;
        }
        return version;
    }

    short highest() {
        return (short) (schemas.length - 1);
    }

    Message read(ByteBuffer bytes, short version) throws Exception {
        Message message = (Message) dataClass.getConstructor().newInstance();
        message.read(new ByteBufferAccessor(bytes), version);
        return message;
    }
}
