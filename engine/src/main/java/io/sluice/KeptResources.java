package io.sluice;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What others keep with a context, until the context stops. Thread-safe. */
final class KeptResources implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SluiceContext.class);

    // guarded by this
    private final Map<Object, AutoCloseable> byKey = new HashMap<>();
    private final Deque<AutoCloseable> lastFirst = new ArrayDeque<>();
    private boolean closed;

    @SuppressWarnings("unchecked") // a key is asked for with one type only
    synchronized <R extends AutoCloseable> R get(Object key, Supplier<R> make) {
        if (closed) {
            throw new IllegalStateException("the context is stopped");
        }
        AutoCloseable kept = byKey.get(key);
        if (kept == null) {
            kept = make.get();
            byKey.put(key, kept);
            lastFirst.push(kept);
        }
        return (R) kept;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!lastFirst.isEmpty()) {
            AutoCloseable resource = lastFirst.pop();
            try {
                resource.close();
            } catch (Exception failed) {
                LOG.warn("{} could not be closed", resource, failed);
            }
        }
        byKey.clear();
    }
}
