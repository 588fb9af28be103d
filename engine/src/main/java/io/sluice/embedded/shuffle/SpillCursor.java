package io.sluice.embedded.shuffle;

import io.sluice.serializer.RecordCodec;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the pairs of one segment of a spill file. Confined. */
final class SpillCursor implements PairCursor<Object, Object> {
    private final Path file;
    private RecordCodec.Reader records;
    private long left;
    private Object key;
    private Object value;

    SpillCursor(Path file, RecordCodec.Reader records, long count) {
        this.file = file;
        this.records = records;
        this.left = count;
    }

    @Override
    public boolean next() {
        if (left == 0 || records == null) {
            close();
            return false;
        }
        try {
            key = records.read();
            value = records.read();
        } catch (IOException e) {
            throw ShuffleErrors.spillUnreadable(file, e);
        }
        left--;
        return true;
    }

    @Override
    public Object key() {
        return key;
    }

    @Override
    public Object value() {
        return value;
    }

    @Override
    public void close() {
        if (records != null) {
            try {
                records.close();
            } catch (IOException e) {
                throw ShuffleErrors.spillUnreadable(file, e);
            } finally {
                records = null;
            }
        }
    }
}
