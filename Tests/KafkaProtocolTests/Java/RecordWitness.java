import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;

/**
 * Kafka's own record classes as the witness of what the bytes of record batches must be.
 *
 * write OUT COUNT SEED
 *   Makes COUNT random record fields of one to three batches. Of each: the bytes; what they say; then a base offset, a leader epoch, a time, and
 *   the bytes with the first two, and with all three, set in the first batch.
 * old OUT SEED
 *   The bytes of one batch each of the formats 0 and 1.
 * describe IN OUT
 *   Says what each of these record fields says.
 */
public class RecordWitness {
    private final Random random;

    RecordWitness(long seed) {
        random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("write")) {
            RecordWitness witness = new RecordWitness(Long.parseLong(arguments[3]));
            try (DataOutputStream out = output(arguments[1])) {
                for (int i = Integer.parseInt(arguments[2]); i > 0; i--) {
                    byte[] field = witness.field();
                    writeBytes(out, field);
                    describe(out, field);
                    witness.append(out, field);
                }
            }
        } else if (arguments[0].equals("old")) {
            RecordWitness witness = new RecordWitness(Long.parseLong(arguments[2]));
            try (DataOutputStream out = output(arguments[1])) {
                for (byte magic = 0; magic < 2; magic++) {
                    SimpleRecord record = new SimpleRecord(magic == 0 ? -1 : 5, witness.bytes(false), witness.bytes(false));
                    writeBytes(out, remaining(MemoryRecords.withRecords(magic, Compression.NONE, record).buffer()));
                }
            }
        } else {
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(arguments[1])));
                 DataOutputStream out = output(arguments[2])) {
                while (in.available() > 0) {
                    byte[] field = new byte[in.readInt()];
                    in.readFully(field);
                    describe(out, field);
                }
            }
        }
    }

    private static DataOutputStream output(String path) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(new FileOutputStream(path)));
    }

    private byte[] field() {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
        for (int i = random.nextInt(3); i >= 0; i--) {
            buffer.put(random.nextInt(8) == 0 ? emptyBatch() : batch());
        }
        buffer.flip();
        return remaining(buffer);
    }

    private byte[] batch() {
        CompressionType codec = random.nextBoolean() ? CompressionType.NONE : CompressionType.values()[random.nextInt(5)];
        TimestampType timestampType = random.nextInt(4) == 0 ? TimestampType.LOG_APPEND_TIME : TimestampType.CREATE_TIME;
        boolean hasProducer = random.nextBoolean();
        boolean control = hasProducer && random.nextInt(4) == 0;
        long offset = random.nextLong() >>> (1 + random.nextInt(60));
        MemoryRecordsBuilder builder = MemoryRecords.builder(
            ByteBuffer.allocate(1 << 18), RecordBatch.MAGIC_VALUE_V2, control ? Compression.NONE : Compression.of(codec).build(),
            timestampType, offset, timestampType == TimestampType.LOG_APPEND_TIME ? time() : -1,
            hasProducer ? random.nextLong() >>> 1 : -1, hasProducer ? (short) random.nextInt(0x8000) : -1,
            hasProducer ? random.nextInt() >>> 1 : -1, control || hasProducer && random.nextBoolean(), control, random.nextInt());
        if (control) {
            ControlRecordType type = random.nextBoolean() ? ControlRecordType.COMMIT : ControlRecordType.ABORT;
            builder.appendEndTxnMarker(time(), new EndTransactionMarker(type, random.nextInt()));
        } else {
            for (int i = random.nextInt(5); i >= 0; i--) {
                builder.appendWithOffset(offset, random.nextInt(5) == 0 ? -1 : time(), bytes(true), bytes(true), headers());
                offset += 1 + (random.nextInt(4) == 0 ? random.nextInt(100_000) : 0);
            }
        }
        return remaining(builder.build().buffer());
    }

    /** What the log cleaner leaves of a batch whose records are all gone. */
    private byte[] emptyBatch() {
        ByteBuffer buffer = ByteBuffer.allocate(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
        long offset = random.nextInt(1_000_000);
        DefaultRecordBatch.writeEmptyHeader(buffer, RecordBatch.MAGIC_VALUE_V2, random.nextInt(1000), (short) 3, random.nextInt(1000), offset,
            offset + random.nextInt(1000), random.nextInt(10), TimestampType.CREATE_TIME, time(), random.nextBoolean(), random.nextBoolean());
        buffer.rewind();
        return remaining(buffer);
    }

    private Header[] headers() {
        Header[] headers = new Header[random.nextBoolean() ? 0 : random.nextInt(4)];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = new RecordHeader(new String[] {"", "a", "key-\u00e4\u20ac"}[random.nextInt(3)], bytes(true));
        }
        return headers;
    }

    private long time() {
        return random.nextLong() >>> (1 + random.nextInt(60));
    }

    private byte[] bytes(boolean mayBeNull) {
        if (mayBeNull && random.nextInt(4) == 0) {
            return null;
        }
        byte[] bytes = new byte[random.nextInt(10) == 0 ? 400 : random.nextInt(70)];
        random.nextBytes(bytes);
        return bytes;
    }

    private void append(DataOutputStream out, byte[] field) throws IOException {
        byte[] copy = field.clone();
        MutableRecordBatch batch = MemoryRecords.readableRecords(ByteBuffer.wrap(copy)).batches().iterator().next();
        long baseOffset = random.nextLong() >>> 2;
        int leaderEpoch = random.nextInt();
        long time = time();
        out.writeLong(baseOffset);
        out.writeInt(leaderEpoch);
        out.writeLong(time);
        batch.setLastOffset(baseOffset + batch.lastOffset() - batch.baseOffset());
        batch.setPartitionLeaderEpoch(leaderEpoch);
        writeBytes(out, copy);
        batch.setMaxTimestamp(TimestampType.LOG_APPEND_TIME, time);
        writeBytes(out, copy);
    }

    private static void describe(DataOutputStream out, byte[] field) throws IOException {
        List<MutableRecordBatch> batches = new ArrayList<>();
        MemoryRecords.readableRecords(ByteBuffer.wrap(field)).batches().forEach(batches::add);
        out.writeInt(batches.size());
        for (MutableRecordBatch any : batches) {
            DefaultRecordBatch batch = (DefaultRecordBatch) any;
            out.writeBoolean(batch.isValid());
            out.writeLong(batch.baseOffset());
            out.writeInt(batch.sizeInBytes());
            out.writeInt(batch.partitionLeaderEpoch());
            out.writeInt((int) batch.checksum());
            out.writeByte(batch.compressionType().id);
            out.writeBoolean(batch.timestampType() == TimestampType.LOG_APPEND_TIME);
            out.writeBoolean(batch.isTransactional());
            out.writeBoolean(batch.isControlBatch());
            out.writeBoolean(batch.deleteHorizonMs().isPresent());
            out.writeLong(batch.lastOffset());
            out.writeLong(batch.baseTimestamp());
            out.writeLong(batch.maxTimestamp());
            out.writeLong(batch.producerId());
            out.writeShort(batch.producerEpoch());
            out.writeInt(batch.baseSequence());
            out.writeInt(batch.countOrNull());
            if (!batch.isCompressed()) {
                for (Record record : batch) {
                    describe(out, record);
                }
            }
        }
    }

    private static void describe(DataOutputStream out, Record record) throws IOException {
        out.writeLong(record.offset());
        out.writeLong(record.timestamp());
        writeBytes(out, remaining(record.key()));
        writeBytes(out, remaining(record.value()));
        out.writeInt(record.headers().length);
        for (Header header : record.headers()) {
            writeBytes(out, header.key().getBytes(StandardCharsets.UTF_8));
            writeBytes(out, header.value());
        }
    }

    private static byte[] remaining(ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** The length, -1 for null, and the bytes. */
    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }
}
