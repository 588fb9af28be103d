package io.sluice.streaming.allocation;

import io.sluice.engine.Executors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cluster that has room, and notes what it is asked. */
public final class FakeExecutors implements Executors {
    public final List<String> asked = new ArrayList<>();
    public int count;
    public boolean idle = true;
    public boolean managed;

    public FakeExecutors(int count) {
        this.count = count;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public boolean areManaged() {
        return managed;
    }

    @Override
    public boolean request(int total) {
        asked.add(total + " in all");
        count = total;
        return true;
    }

    @Override
    public Optional<String> release() {
        asked.add("one less");
        if (!idle) {
            return Optional.empty();
        }
        return Optional.of(Integer.toString(--count));
    }
}
