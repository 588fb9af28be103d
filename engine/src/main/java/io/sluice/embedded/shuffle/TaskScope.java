package io.sluice.embedded.shuffle;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a reader holds, closed together, the latest first; idempotent. Confined to one task. */
final class TaskScope implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskScope.class);

    private final Deque<AutoCloseable> held = new ArrayDeque<>();

    <T extends AutoCloseable> T keep(T resource) {
        held.push(resource);
        return resource;
    }

    @Override
    public void close() {
        for (AutoCloseable resource = held.poll(); resource != null; resource = held.poll()) {
            try {
                resource.close();
            } catch (Exception e) {
                LOG.warn("Cannot close {}", resource, e);
            }
        }
    }
}
