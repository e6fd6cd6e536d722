import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.Struct;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;

/**
 * What Kafka's own classes answer when a request is refused as a whole.
 *
 * OUT COUNT SEED CODE MESSAGE API:LOWEST:HIGHEST...
 *   For COUNT randomly filled requests of each API and version: the API, the version, the request and the answer, without headers; a length of
 *   -1 where there is no answer.
 */
public class RefusalWitness {
    private final Random random;

    RefusalWitness(long seed) {
        random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        Throwable refusal = Errors.forCode(Short.parseShort(arguments[3])).exception(arguments[4]);
        RefusalWitness witness = new RefusalWitness(Long.parseLong(arguments[2]));
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(arguments[0])))) {
            for (int i = 5; i < arguments.length; i++) {
                String[] parts = arguments[i].split(":");
                ApiKeys api = ApiKeys.forId(Short.parseShort(parts[0]));
                for (short version = Short.parseShort(parts[1]); version <= Short.parseShort(parts[2]); version++) {
                    for (int n = 0; n < Integer.parseInt(arguments[1]); n++) {
                        witness.write(out, api, version, refusal);
                    }
                }
            }
        }
    }

    private void write(DataOutputStream out, ApiKeys api, short version, Throwable refusal) throws IOException {
        Schema schema = api.messageType.requestSchemas()[version];
        Struct struct = (Struct) value(schema);
        ByteBuffer buffer = ByteBuffer.allocate(schema.sizeOf(struct));
        schema.write(buffer, struct);
        buffer.flip();
        AbstractRequest request = AbstractRequest.parseRequest(api, version, new ByteBufferAccessor(buffer.duplicate())).request;
        AbstractResponse response = request.getErrorResponse(0, refusal);
        out.writeShort(api.id);
        out.writeShort(version);
        out.writeInt(buffer.remaining());
        out.write(buffer.array());
        if (response == null) {
            out.writeInt(-1);
        } else {
            byte[] bytes = bytes(response.data(), version);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private static byte[] bytes(Message message, short version) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBuffer buffer = ByteBuffer.allocate(message.size(cache, version));
        message.write(new ByteBufferAccessor(buffer), cache, version);
        return buffer.array();
    }

    private Object value(Type type) {
        if (type instanceof Schema) {
            Struct struct = new Struct((Schema) type);
            for (BoundField field : ((Schema) type).fields()) {
                struct.set(field, value(field.def.type));
            }
            return struct;
        }
        if (type instanceof TaggedFields) {
            return new TreeMap<Integer, Object>();
        }
        if (type.isArray()) {
            Object[] array = new Object[random.nextInt(3)];
            for (int i = 0; i < array.length; i++) {
                array[i] = value(type.arrayElementType().get());
            }
            return array;
        }
        switch (type.toString()) {
            case "BOOLEAN": return random.nextBoolean();
            case "INT8": return (byte) random.nextInt(2);
            // Among them the acks of a producer.
            case "INT16": return (short) (random.nextInt(3) - 1);
            case "INT32": return random.nextInt(1000);
            case "INT64": return (long) random.nextInt(1000);
            case "UUID": return new Uuid(random.nextLong(), random.nextLong());
            case "STRING": case "COMPACT_STRING": case "NULLABLE_STRING": case "COMPACT_NULLABLE_STRING":
                return "name-" + random.nextInt(1000);
            case "BYTES": case "COMPACT_BYTES": case "NULLABLE_BYTES": case "COMPACT_NULLABLE_BYTES":
                return ByteBuffer.wrap(new byte[random.nextInt(4)]);
            case "RECORDS": case "COMPACT_RECORDS": case "NULLABLE_RECORDS": case "COMPACT_NULLABLE_RECORDS":
                return MemoryRecords.EMPTY;
            default: throw new IllegalArgumentException("no random value of " + type);
        }
    }
}
