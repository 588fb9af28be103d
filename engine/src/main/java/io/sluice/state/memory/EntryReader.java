package io.sluice.state.memory;

import io.sluice.state.StateEntry;
import io.sluice.state.codec.StateDecoder;
import io.sluice.state.codec.StateInput;
import java.io.IOException;

/** Puts what an {@link EntryWriter} wrote into a table. Confined. */
final class EntryReader {
    private final StateDecoder decoder;
    private final StateInput in;
    private final EntryTable table;

    EntryReader(StateDecoder decoder, StateInput in, EntryTable table) {
        this.decoder = decoder;
        this.in = in;
        this.table = table;
    }

    /** Reads to the end of the frame. */
    void readAll(long version) throws IOException {
        while (in.hasMore()) {
            EntryWriter.Run run = EntryWriter.Run.of(in.getByte());
            EntryWriter.Kind keys = EntryWriter.Kind.of(in.getByte());
            EntryWriter.Kind values = run == EntryWriter.Run.REMOVE ? null : EntryWriter.Kind.of(in.getByte());
            int count = in.getInt();
            for (int i = 0; i < count; i++) {
                Object key = read(keys);
                if (values == null) {
                    table.drop(key, KeyIndex.hash(key));
                } else {
                    Object value = read(values);
                    long deadline = run == EntryWriter.Run.PUT ? StateEntry.NEVER : version + in.getSigned();
                    table.put(key, KeyIndex.hash(key), value, deadline);
                }
            }
        }
    }

    private Object read(EntryWriter.Kind kind) throws IOException {
        return switch (kind) {
            case ANY -> decoder.read(in);
            case STRING -> in.getString();
            case INTEGER -> (int) in.getSigned();
            case LONG -> in.getSigned();
            case DOUBLE -> Double.longBitsToDouble(in.getLong());
        };
    }
}
