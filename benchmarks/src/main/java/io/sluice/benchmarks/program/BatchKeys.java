package io.sluice.benchmarks.program;

import java.io.Serializable;
import java.util.Iterator;

/** Which keys each batch has, always the same for the same batch. */
public interface BatchKeys extends Serializable {
    /** One of the {@link KeyFeed#SLICES} slices of the keys of a batch; batches count from 0. */
    Iterator<String> keys(long batch, int slice);
}
