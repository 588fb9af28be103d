package io.sluice.spark.hadoop;

import java.io.IOException;

/** Keeps a directory from being written to by one who had its lock and has lost it. Thread-safe. */
final class Fence {
    private volatile HadoopLock lock;

    /** Whose lock it is from now on; null if there is none, and anyone may write. */
    void heldBy(HadoopLock holder) {
        lock = holder;
    }

    void requireHeld() throws IOException {
        HadoopLock held = lock;
        if (held != null) {
            held.requireHeld();
        }
    }
}
