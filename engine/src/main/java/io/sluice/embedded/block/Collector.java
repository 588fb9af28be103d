package io.sluice.embedded.block;

import java.io.IOException;
import java.util.Iterator;

/** The records of one partition on their way to become a block. Closing gives back whatever did not. Confined. */
interface Collector extends AutoCloseable {
    /** Takes one more record; false if there is no room for more, this one included. */
    boolean add(Object record) throws IOException;

    /** The block of all records, which the caller holds. */
    Block finish() throws IOException;

    /** The records added so far, when no more will be added and no block will be made. */
    Iterator<Object> soFar() throws IOException;

    @Override
    void close();
}
