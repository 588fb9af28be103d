package io.sluice.spark;

import io.sluice.serializer.RecordCodecs;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The codecs of this process: to make one takes longer than a small task. A cache, which may go at any time. Thread-safe.
 */
final class CodecPool {
    private static final Map<ClassLoader, SoftReference<RecordCodecs>> POOLS = new WeakHashMap<>();

    private CodecPool() {}

    /** The codecs for the classes that a loader finds. */
    static RecordCodecs of(ClassLoader loader) {
        synchronized (POOLS) {
            SoftReference<RecordCodecs> kept = POOLS.get(loader);
            RecordCodecs codecs = kept == null ? null : kept.get();
            if (codecs == null) {
                codecs = RecordCodecs.portable(loader);
                POOLS.put(loader, new SoftReference<>(codecs)); // soft: the codecs know the loader, and would keep it
            }
            return codecs;
        }
    }
}
