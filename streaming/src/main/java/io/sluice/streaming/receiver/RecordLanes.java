package io.sluice.streaming.receiver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The open block of single records: a lane for each thread that stores. The order within a thread is kept. */
final class RecordLanes<T> implements OpenBlock<T> {
    private final List<Lane<T>> lanes = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Lane<T>> own = ThreadLocal.withInitial(this::newLane);
    private long bytesCarried;

    private Lane<T> newLane() {
        Lane<T> lane = new Lane<>();
        lanes.add(lane);
        return lane;
    }

    /** The lane of the calling thread. */
    Lane<T> own() {
        return own.get();
    }

    @Override
    public Optional<Block<T>> cut(BlockId id) {
        List<Object[]> parts = new ArrayList<>();
        List<Lane<T>> abandoned = lanes.stream().filter(Lane::isAbandoned).toList();
        for (Lane<T> lane : lanes) {
            lane.drainTo(parts);
            bytesCarried += lane.drainBytes();
        }
        if (!abandoned.isEmpty()) {
            lanes.removeAll(abandoned);
        }
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        long bytes = bytesCarried;
        bytesCarried = 0;
        return Optional.of(new RecordBlock<>(id, parts, bytes));
    }

    @Override
    public boolean isEmpty() {
        return lanes.stream().allMatch(Lane::isEmpty);
    }
}
