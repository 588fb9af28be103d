package io.sluice.embedded.block;

import io.sluice.error.StreamException;
import io.sluice.serializer.RecordCodec;
import io.sluice.serializer.RecordCodecs;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Records read from a stream of a codec, which is borrowed until the last one is read. Confined. */
final class StreamedRecords implements Iterator<Object>, AutoCloseable {
    /** Opens the stream. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }

    private final RecordCodecs codecs;
    private final Opener opener;
    private final Function<IOException, StreamException> failure;
    private RecordCodec codec;
    private RecordCodec.Reader reader;
    private long left;

    StreamedRecords(RecordCodecs codecs, Opener opener, long records, Function<IOException, StreamException> failure) {
        this.codecs = codecs;
        this.opener = opener;
        this.left = records;
        this.failure = failure;
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public Object next() {
        if (left <= 0) {
            throw new NoSuchElementException();
        }
        try {
            if (reader == null) {
                open();
            }
            Object record = reader.read();
            if (--left == 0) {
                close();
                codecs.giveBack(codec);
            }
            return record;
        } catch (IOException e) {
            throw failure.apply(e);
        }
    }

    private void open() throws IOException {
        codec = codecs.borrow();
        InputStream in = opener.open();
        try {
            reader = codec.reader(in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public void close() {
        left = 0;
        if (reader != null) {
            try {
                reader.close();
            } catch (IOException e) {
                throw failure.apply(e);
            } finally {
                reader = null;
            }
        }
    }
}
