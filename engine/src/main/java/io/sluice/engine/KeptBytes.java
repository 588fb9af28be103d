package io.sluice.engine;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Bytes that a {@link LongTask} has stored on executors. Immutable; travels into tasks, and to the driver. */
public interface KeptBytes extends Serializable {
    /** The bytes, from here or from whoever has a copy; none if nobody has one any more. In tasks. */
    Optional<ByteBuffer> read();

    /** Where copies are, as a task may prefer to run there; empty if there is none any more. At the driver. */
    List<String> locations();

    /** Removes all copies, soon. At the driver. */
    void drop();
}
