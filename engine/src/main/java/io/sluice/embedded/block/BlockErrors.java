package io.sluice.embedded.block;

import io.sluice.error.StreamException;
import java.io.IOException;

/** The failures of this package, one factory each. */
final class BlockErrors {
    private BlockErrors() {}

    static StreamException unreadableMemory(IOException cause) {
        return StreamException.internal("Cannot read back records kept as bytes in memory.", cause);
    }
}
