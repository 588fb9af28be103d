package io.sluice.streaming.source;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How the plans of a source are written to the checkpoint, and read by a later run of the program, perhaps with a later
 * version of the source: begin with a version number. Thread-safe.
 *
 * @param <P> the plans
 */
public interface PlanCodec<P> {
    void write(P plan, DataOutput out) throws IOException;

    /** Reads what {@link #write} wrote; an {@link IOException} if it is something else. */
    P read(DataInput in) throws IOException;
}
