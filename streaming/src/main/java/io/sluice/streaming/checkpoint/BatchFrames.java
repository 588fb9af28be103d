package io.sluice.streaming.checkpoint;

import io.sluice.streaming.Time;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The format of the batch log's frames, inside those of the segment log, which brings checksums. All numbers have their
 * highest byte first, text is as {@link DataOutputStream#writeUTF} writes it, {@code bytes} are an int length and content.
 *
 * <pre>
 * Base       byte 1, byte version (1), text application, long interval ms, operators, long zero ms,
 *            plans, times unfinished, plans skipped, memories, states, rates,
 *            long last planned ms, long last done ms (each Long.MIN_VALUE if none), long batches committed
 * Planned    byte 2, long batch ms, inputs
 * Committed  byte 3, long batch ms, boolean skipped, names of outputs, states, rates
 *
 * operators  int n, n times (text name, text kind (SOURCE, STATE or OUTPUT), text operation, boolean named,
 *            int p, p times (text key, text value))
 * plans      int n, n times (long batch ms, inputs)
 * inputs     int n, n times (text source name, bytes plan);  memories are the same
 * times      int n, n longs
 * names      int n, n texts
 * states     int n, n times (text name, int partitions, for each the long version it wrote last, -1 if none)
 * rates      int n, n times (text source name, double records a second)
 * </pre>
 */
final class BatchFrames {
    private static final byte BASE = 1;
    private static final byte PLANNED = 2;
    private static final byte COMMITTED = 3;
    private static final byte VERSION = 1;
    private static final long NONE = Long.MIN_VALUE;

    private BatchFrames() {}

    /** The frame is of a version that a later Sluice writes. */
    static final class NewerFormatException extends IOException {
        private static final long serialVersionUID = 1;

        NewerFormatException(int version) {
            super("format version %d, and this Sluice knows up to %d".formatted(version, VERSION));
        }
    }

    // ---- writing

    static ByteBuffer encode(BatchFrame frame) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            if (frame instanceof BatchFrame.Base base) {
                writeBase(base.snapshot(), out);
            } else if (frame instanceof BatchFrame.Planned planned) {
                out.writeByte(PLANNED);
                out.writeLong(planned.time().milliseconds());
                writeInputs(planned.inputs(), out);
            } else if (frame instanceof BatchFrame.Committed done) {
                writeCommitted(done, out);
            }
        } catch (IOException impossible) {
            throw new AssertionError("an array takes all bytes", impossible);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private static void writeBase(History base, DataOutputStream out) throws IOException {
        out.writeByte(BASE);
        out.writeByte(VERSION);
        out.writeUTF(base.table().application());
        out.writeLong(base.table().interval().toMillis());
        out.writeInt(base.table().operators().size());
        for (Operator operator : base.table().operators()) {
            writeOperator(operator, out);
        }
        out.writeLong(base.zero().milliseconds());
        writePlans(base.plans(), out);
        writeTimes(base.unfinished(), out);
        writePlans(base.skipped(), out);
        writeInputs(base.memories(), out);
        writeStates(base.states(), out);
        writeRates(base.rates(), out);
        out.writeLong(base.lastPlanned().map(Time::milliseconds).orElse(NONE));
        out.writeLong(base.lastDone().map(Time::milliseconds).orElse(NONE));
        out.writeLong(base.committed());
    }

    private static void writeOperator(Operator operator, DataOutputStream out) throws IOException {
        out.writeUTF(operator.name());
        out.writeUTF(operator.kind().name());
        out.writeUTF(operator.operation());
        out.writeBoolean(operator.named());
        out.writeInt(operator.properties().size());
        for (Map.Entry<String, String> property : operator.properties().entrySet()) {
            out.writeUTF(property.getKey());
            out.writeUTF(property.getValue());
        }
    }

    private static void writeCommitted(BatchFrame.Committed done, DataOutputStream out) throws IOException {
        out.writeByte(COMMITTED);
        out.writeLong(done.time().milliseconds());
        out.writeBoolean(done.outcome() == BatchFrame.Outcome.SKIPPED);
        writeNames(done.outputs(), out);
        writeStates(done.states(), out);
        writeRates(done.rates(), out);
    }

    private static void writeNames(Collection<String> names, DataOutputStream out) throws IOException {
        out.writeInt(names.size());
        for (String name : names) {
            out.writeUTF(name);
        }
    }

    private static void writeStates(Map<String, long[]> states, DataOutputStream out) throws IOException {
        out.writeInt(states.size());
        for (Map.Entry<String, long[]> state : states.entrySet()) {
            out.writeUTF(state.getKey());
            out.writeInt(state.getValue().length);
            for (long version : state.getValue()) {
                out.writeLong(version);
            }
        }
    }

    private static void writePlans(SortedMap<Time, Map<String, byte[]>> plans, DataOutputStream out)
            throws IOException {
        out.writeInt(plans.size());
        for (Map.Entry<Time, Map<String, byte[]>> plan : plans.entrySet()) {
            out.writeLong(plan.getKey().milliseconds());
            writeInputs(plan.getValue(), out);
        }
    }

    private static void writeInputs(Map<String, byte[]> inputs, DataOutputStream out) throws IOException {
        out.writeInt(inputs.size());
        for (Map.Entry<String, byte[]> input : inputs.entrySet()) {
            out.writeUTF(input.getKey());
            out.writeInt(input.getValue().length);
            out.write(input.getValue());
        }
    }

    private static void writeTimes(Collection<Time> times, DataOutputStream out) throws IOException {
        out.writeInt(times.size());
        for (Time time : times) {
            out.writeLong(time.milliseconds());
        }
    }

    private static void writeRates(Map<String, Double> rates, DataOutputStream out) throws IOException {
        out.writeInt(rates.size());
        for (Map.Entry<String, Double> rate : rates.entrySet()) {
            out.writeUTF(rate.getKey());
            out.writeDouble(rate.getValue());
        }
    }

    // ---- reading

    static BatchFrame decode(ByteBuffer frame) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferInput(frame))) {
            byte kind = in.readByte();
            return switch (kind) {
                case BASE -> new BatchFrame.Base(readBase(in));
                case PLANNED -> new BatchFrame.Planned(new Time(in.readLong()), readInputs(in));
                case COMMITTED -> readCommitted(in);
                default -> throw new IOException("a frame of kind %d, which there is not".formatted(kind));
            };
        }
    }

    private static History readBase(DataInputStream in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION) {
            throw new NewerFormatException(version);
        }
        String application = in.readUTF();
        Duration interval = Duration.ofMillis(in.readLong());
        List<Operator> operators = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            operators.add(readOperator(in));
        }
        return new History(
                new OperatorTable(application, interval, operators),
                new Time(in.readLong()),
                readPlans(in),
                readTimes(in),
                readPlans(in),
                readInputs(in),
                readStates(in),
                readRates(in),
                readTime(in),
                readTime(in),
                in.readLong());
    }

    private static Operator readOperator(DataInputStream in) throws IOException {
        String name = in.readUTF();
        Operator.Kind kind = Operator.Kind.valueOf(in.readUTF());
        String operation = in.readUTF();
        boolean named = in.readBoolean();
        SortedMap<String, String> properties = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            properties.put(in.readUTF(), in.readUTF());
        }
        return new Operator(name, kind, operation, named, properties);
    }

    private static BatchFrame.Committed readCommitted(DataInputStream in) throws IOException {
        Time time = new Time(in.readLong());
        BatchFrame.Outcome outcome = in.readBoolean() ? BatchFrame.Outcome.SKIPPED : BatchFrame.Outcome.DONE;
        return new BatchFrame.Committed(time, outcome, readNames(in), readStates(in), readRates(in));
    }

    private static Map<String, long[]> readStates(DataInputStream in) throws IOException {
        Map<String, long[]> states = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            long[] versions = new long[in.readInt()];
            for (int i = 0; i < versions.length; i++) {
                versions[i] = in.readLong();
            }
            states.put(name, versions);
        }
        return states;
    }

    private static List<String> readNames(DataInputStream in) throws IOException {
        List<String> names = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            names.add(in.readUTF());
        }
        return names;
    }

    private static SortedMap<Time, Map<String, byte[]>> readPlans(DataInputStream in) throws IOException {
        SortedMap<Time, Map<String, byte[]>> plans = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            plans.put(new Time(in.readLong()), readInputs(in));
        }
        return plans;
    }

    private static Map<String, byte[]> readInputs(DataInputStream in) throws IOException {
        Map<String, byte[]> inputs = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String source = in.readUTF();
            byte[] plan = new byte[in.readInt()];
            in.readFully(plan);
            inputs.put(source, plan);
        }
        return inputs;
    }

    private static Set<Time> readTimes(DataInputStream in) throws IOException {
        Set<Time> times = new TreeSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            times.add(new Time(in.readLong()));
        }
        return times;
    }

    private static Map<String, Double> readRates(DataInputStream in) throws IOException {
        Map<String, Double> rates = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            rates.put(in.readUTF(), in.readDouble());
        }
        return rates;
    }

    private static Optional<Time> readTime(DataInputStream in) throws IOException {
        long millis = in.readLong();
        return millis == NONE ? Optional.empty() : Optional.of(new Time(millis));
    }

    /** Reads a buffer from where it is. */
    private static final class BufferInput extends InputStream {
        private final ByteBuffer buffer;

        BufferInput(ByteBuffer buffer) {
            this.buffer = buffer.duplicate();
        }

        @Override
        public int read() {
            return buffer.hasRemaining() ? buffer.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (!buffer.hasRemaining()) {
                return length == 0 ? 0 : -1;
            }
            int read = Math.min(length, buffer.remaining());
            buffer.get(into, from, read);
            return read;
        }
    }
}
