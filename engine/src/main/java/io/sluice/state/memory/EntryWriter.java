package io.sluice.state.memory;

import io.sluice.key.KeyDigest;
import io.sluice.state.StateEntry;
import io.sluice.state.codec.StateEncoder;
import io.sluice.state.codec.StateOutput;
import java.io.IOException;

/**
 * Writes entries in runs of one kind, so that a run says once what each entry would have to say: a byte for {@link Run}, a byte
 * for the kind of keys, one for the kind of values (not when entries are removed), four for how many entries follow; then of
 * each entry its key, its value, and its deadline as the time from the version on. Kinds are {@link Kind}. Confined.
 */
final class EntryWriter {
    /** What a run's entries are. */
    enum Run {
        PUT(0),
        PUT_EXPIRING(1),
        REMOVE(2);

        final int code;

        Run(int code) {
            this.code = code;
        }

        static Run of(int code) throws IOException {
            return switch (code) {
                case 0 -> PUT;
                case 1 -> PUT_EXPIRING;
                case 2 -> REMOVE;
                default -> throw new IOException("there are no entries of kind %d".formatted(code));
            };
        }
    }

    /** How a run's keys or values are written. */
    enum Kind {
        ANY(0),
        STRING(1),
        INTEGER(2),
        LONG(3),
        DOUBLE(4);

        final int code;

        Kind(int code) {
            this.code = code;
        }

        static Kind of(int code) throws IOException {
            return switch (code) {
                case 0 -> ANY;
                case 1 -> STRING;
                case 2 -> INTEGER;
                case 3 -> LONG;
                case 4 -> DOUBLE;
                default -> throw new IOException("there are no keys or values of kind %d".formatted(code));
            };
        }
    }

    private final StateEncoder encoder;
    private final StateOutput out;
    private Run run;
    private Kind keys;
    private Kind values;
    private int countAt;
    private int count;

    EntryWriter(StateEncoder encoder, StateOutput out) {
        this.encoder = encoder;
        this.out = out;
    }

    void put(Page page, int at, long version) {
        long deadline = page.deadline(at);
        Kind keyKind = keyKind(page, at);
        Kind valueKind = kindOf(page.lane);
        Run wanted = deadline == StateEntry.NEVER ? Run.PUT : Run.PUT_EXPIRING;
        if (run != wanted || keys != keyKind || values != valueKind) {
            begin(wanted, keyKind, valueKind);
        }
        count++;
        putKey(page, at);
        switch (valueKind) {
            case INTEGER, LONG -> out.putSigned(page.number(at));
            case DOUBLE -> out.putLong(page.number(at));
            default -> encoder.write(out, page.objects[at]);
        }
        if (wanted == Run.PUT_EXPIRING) {
            out.putSigned(deadline - version);
        }
    }

    void remove(Page page, int at) {
        Kind keyKind = keyKind(page, at);
        if (run != Run.REMOVE || keys != keyKind) {
            begin(Run.REMOVE, keyKind, Kind.ANY);
        }
        count++;
        putKey(page, at);
    }

    /** Completes what was begun; the next entry begins a new run. */
    void end() {
        if (run != null) {
            out.setInt(countAt, count);
            run = null;
        }
    }

    private void begin(Run newRun, Kind newKeys, Kind newValues) {
        end();
        run = newRun;
        keys = newKeys;
        values = newValues;
        out.putByte(run.code);
        out.putByte(keys.code);
        if (run != Run.REMOVE) {
            out.putByte(values.code);
        }
        countAt = out.size();
        count = 0;
        out.putInt(0);
    }

    private void putKey(Page page, int at) {
        if (page.isExact(at)) {
            putDigest(page.firstOfDigest(at), page.secondOfDigest(at));
            return;
        }
        Object key = page.keys[at];
        switch (keys) {
            case STRING -> out.putString((String) key);
            case INTEGER -> out.putSigned((Integer) key);
            case LONG -> out.putSigned((Long) key);
            default -> encoder.write(out, key);
        }
    }

    private void putDigest(long first, long second) {
        switch (keys) {
            case STRING -> out.putLatin1(KeyDigest.kind(first), first << Byte.SIZE, second);
            case INTEGER -> out.putSigned(KeyDigest.integer(first));
            case LONG -> out.putSigned(second);
            default -> encoder.write(out, null);
        }
    }

    private static Kind keyKind(Page page, int at) {
        if (page.isExact(at)) {
            return switch (KeyDigest.kind(page.firstOfDigest(at))) {
                case KeyDigest.NULL -> Kind.ANY;
                case KeyDigest.INTEGER -> Kind.INTEGER;
                case KeyDigest.LONG -> Kind.LONG;
                default -> Kind.STRING;
            };
        }
        Object key = page.keys[at];
        if (key instanceof String) {
            return Kind.STRING;
        }
        if (key instanceof Long) {
            return Kind.LONG;
        }
        return key instanceof Integer ? Kind.INTEGER : Kind.ANY;
    }

    private static Kind kindOf(Page.Lane lane) {
        return switch (lane) {
            case INTEGER -> Kind.INTEGER;
            case LONG -> Kind.LONG;
            case DOUBLE -> Kind.DOUBLE;
            case OBJECT, UNDECIDED -> Kind.ANY;
        };
    }
}
