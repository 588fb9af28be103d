package io.sluice.file;

import io.sluice.error.StreamException;
import io.sluice.serializer.RecordCodec;
import io.sluice.storage.FilePosition;
import io.sluice.storage.InputFile;
import io.sluice.storage.ObjectFileReader;
import io.sluice.storage.StorageErrors;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The records of a file that {@link ObjectFileOutput} wrote. Confined to one task. */
public final class ObjectFileRecords implements Iterator<Object>, AutoCloseable {
    private final InputFile file;
    private final ObjectFileReader chunks;
    private final RecordCodec codec;
    private RecordCodec.Reader records;
    private int left;

    /**
     * Opens a file.
     *
     * @throws StreamException {@code INPUT_CORRUPT} if it is no such file; so does reading on where it is damaged
     */
    public ObjectFileRecords(InputFile file, RecordCodec codec) {
        this.file = file;
        this.codec = codec;
        this.chunks = ObjectFileReader.open(file, ObjectFileOutput.CHUNKS);
    }

    @Override
    public boolean hasNext() {
        return left > 0 || nextChunk();
    }

    @Override
    public Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no record left in " + file.path());
        }
        try {
            Object record = records.read();
            left--;
            return record;
        } catch (IOException e) {
            throw StorageErrors.reading(file.path(), e);
        }
    }

    private boolean nextChunk() {
        if (!chunks.hasNext()) {
            return false;
        }
        ByteArrayInputStream chunk = (ByteArrayInputStream) chunks.next();
        try {
            left = new DataInputStream(chunk).readInt();
            records = codec.reader(chunk);
        } catch (IOException e) {
            throw StorageErrors.reading(file.path(), e);
        }
        return left > 0;
    }

    /** The place in the file that holds the last record given. */
    public FilePosition position() {
        return chunks.position();
    }

    @Override
    public void close() {
        chunks.close();
    }
}
