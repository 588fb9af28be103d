package io.sluice.embedded.memory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bytes of heap that an engine's records may take: a number that is reserved and released, not memory itself. What is
 * in memory but could be on disk is kept by evictors, who are asked to make room before a reservation is refused.
 * Thread-safe.
 *
 * <p>Reserve without holding a lock that an evictor needs. Evictors are asked one at a time, oldest first.
 */
public final class MemoryBudget {
    /** Holds memory that can be given back. */
    @FunctionalInterface
    public interface Evictor {
        /**
         * Gives memory back and releases it to the budget; never throws, never reserves.
         *
         * @param wantedBytes how much is missing; more or less than that may be given
         * @return the bytes given back, 0 if none can be spared now
         */
        long evict(long wantedBytes);
    }

    private final long limit;
    private final AtomicLong used = new AtomicLong();
    private final AtomicInteger shares = new AtomicInteger();
    private final ReentrantLock evicting = new ReentrantLock();
    private final Set<Evictor> evictors = new LinkedHashSet<>();

    /** A budget of so many bytes, none of them used. */
    public MemoryBudget(long limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("a memory budget must not be negative, got %d".formatted(limit));
        }
        this.limit = limit;
    }

    /** The bytes there are. */
    public long limit() {
        return limit;
    }

    /** The bytes reserved now; more than the limit for moments in which tasks hold what they cannot do without. */
    public long used() {
        return used.get();
    }

    /** Reserves {@code bytes}, or nothing: then answers false. Evictors are asked before the answer is no. */
    public boolean tryReserve(long bytes) {
        if (bytes > limit) {
            return false;
        }
        return claim(bytes) || evictAndClaim(bytes);
    }

    /** Reserves {@code bytes} if they are free, and asks no evictor to make them so. */
    public boolean tryReserveFree(long bytes) {
        return claim(bytes);
    }

    /** Gives back what was reserved. */
    public void release(long bytes) {
        used.addAndGet(-bytes);
    }

    /** A share for one task, empty at first. */
    public MemoryShare share() {
        return new MemoryShare(this);
    }

    /** Adds someone to ask for memory, after all others. */
    public void addEvictor(Evictor evictor) {
        synchronized (evictors) {
            evictors.add(evictor);
        }
    }

    /** Asks an evictor no more. */
    public void removeEvictor(Evictor evictor) {
        synchronized (evictors) {
            evictors.remove(evictor);
        }
    }

    /** Reserves whatever the limit says. */
    void force(long bytes) {
        used.addAndGet(bytes);
    }

    /** Counts the shares in use, which divide the budget among them. */
    int countShare(int change) {
        return shares.addAndGet(change);
    }

    /** How many shares are in use. */
    int shares() {
        return shares.get();
    }

    private boolean claim(long bytes) {
        for (long now = used.get(); now + bytes <= limit; now = used.get()) {
            if (used.compareAndSet(now, now + bytes)) {
                return true;
            }
        }
        return false;
    }

    private boolean evictAndClaim(long bytes) {
        evicting.lock();
        try {
            for (Evictor evictor : evictorsNow()) {
                if (claim(bytes)) {
                    return true;
                }
                evictor.evict(used.get() + bytes - limit);
            }
            return claim(bytes);
        } finally {
            evicting.unlock();
        }
    }

    private List<Evictor> evictorsNow() {
        synchronized (evictors) {
            return new ArrayList<>(evictors);
        }
    }
}
