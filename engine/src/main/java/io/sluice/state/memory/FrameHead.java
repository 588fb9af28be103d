package io.sluice.state.memory;

import io.sluice.state.codec.StateInput;
import io.sluice.state.codec.StateOutput;
import java.io.IOException;

/**
 * The head of a frame: a byte for the format, a byte of flags, the version (8 bytes), the number of the oldest segment that is
 * needed to read the state at this version, and how many keys hold a value at this version.
 *
 * @param fresh whether classes are described anew from this frame on, which is where reading can begin
 * @param last whether this is the last frame of its version
 */
record FrameHead(boolean fresh, boolean last, long version, long oldest, long keys) {
    private static final int FORMAT = 1;
    private static final int FRESH = 1;
    private static final int LAST = 2;

    void write(StateOutput out) {
        out.putByte(FORMAT);
        out.putByte((fresh ? FRESH : 0) | (last ? LAST : 0));
        out.putLong(version);
        out.putUnsigned(oldest);
        out.putUnsigned(keys);
    }

    static FrameHead read(StateInput in) throws IOException {
        int format = in.getByte();
        if (format != FORMAT) {
            throw new IOException("a frame of state has format %d, and %d is known".formatted(format, FORMAT));
        }
        int flags = in.getByte();
        return new FrameHead(
                (flags & FRESH) != 0, (flags & LAST) != 0, in.getLong(), in.getUnsigned(), in.getUnsigned());
    }
}
