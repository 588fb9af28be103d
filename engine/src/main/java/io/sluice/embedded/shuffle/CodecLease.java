package io.sluice.embedded.shuffle;

import io.sluice.serializer.RecordCodec;
import io.sluice.serializer.RecordCodecs;

/** A codec for one task, borrowed when it is first needed. Confined to the task. */
final class CodecLease implements AutoCloseable {
    private final RecordCodecs codecs;
    private RecordCodec codec;

    CodecLease(RecordCodecs codecs) {
        this.codecs = codecs;
    }

    RecordCodec get() {
        if (codec == null) {
            codec = codecs.borrow();
        }
        return codec;
    }

    @Override
    public void close() {
        if (codec != null) {
            codecs.giveBack(codec);
            codec = null;
        }
    }
}
