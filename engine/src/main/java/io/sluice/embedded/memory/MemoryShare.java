package io.sluice.embedded.memory;

/**
 * What one task holds of a {@link MemoryBudget}. It grows in steps, so that a record costs no atomic operation. While n
 * shares are in use, none may grow beyond an n-th of the budget, so that a task that came first leaves room for others; and
 * each may have a little even when nothing is left, so that no task spills record by record. Confined to the task.
 */
public final class MemoryShare implements AutoCloseable {
    private static final long STEP = 64 * 1024;
    private static final long LARGEST_MINIMUM = 4 << 20;

    private final MemoryBudget budget;
    private long reserved;
    private boolean counted;

    MemoryShare(MemoryBudget budget) {
        this.budget = budget;
    }

    /** Grows to at least {@code bytes}; answers false, and stays as it is, when the budget has no room for that. */
    public boolean ensure(long bytes) {
        return bytes <= reserved || grow(bytes);
    }

    /** Grows to at least {@code bytes} even beyond the budget: for what a task cannot do without. */
    public void force(long bytes) {
        if (!ensure(bytes)) {
            budget.force(bytes - reserved);
            reserved = bytes;
        }
    }

    /** Gives back all but {@code bytes}. */
    public void shrinkTo(long bytes) {
        if (bytes < reserved) {
            budget.release(reserved - bytes);
            reserved = bytes;
        }
    }

    /** The bytes held. */
    public long bytes() {
        return reserved;
    }

    /** Ends the share but leaves its bytes reserved: whoever takes them over releases them. */
    public long detach() {
        long handedOver = reserved;
        reserved = 0;
        close();
        return handedOver;
    }

    /** Gives everything back. */
    @Override
    public void close() {
        shrinkTo(0);
        if (counted) {
            counted = false;
            budget.countShare(-1);
        }
    }

    private boolean grow(long bytes) {
        if (!counted) {
            counted = true;
            budget.countShare(1);
        }
        long fair = budget.limit() / Math.max(1, budget.shares());
        if (bytes <= fair) {
            long roomy = Math.min(fair, bytes + Math.max(STEP, bytes / 8));
            if (budget.tryReserve(roomy - reserved)) {
                reserved = roomy;
                return true;
            }
        }
        if (bytes <= Math.min(LARGEST_MINIMUM, fair / 4)) {
            budget.force(bytes - reserved);
            reserved = bytes;
            return true;
        }
        return false;
    }
}
