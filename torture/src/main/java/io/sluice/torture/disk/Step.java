package io.sluice.torture.disk;

/** What a program does on its way through a batch that a crash may interrupt. */
public enum Step {
    /** The plan of a batch is written into the batch log. */
    PLAN_APPEND(12),
    /** The commit record of a batch is written into the batch log. */
    COMMIT_APPEND(12),
    /** A segment of the batch log begins with all that is still needed. */
    BASE_APPEND(1),
    /** The batch log is forced. */
    BATCHES_FORCE(24),
    /** Received blocks are written. */
    RECEIVED_APPEND(24),
    /** Received blocks are forced. */
    RECEIVED_FORCE(24),
    /** What changed in a partition of state is written. */
    STATE_APPEND(40),
    /** It is forced. */
    STATE_FORCE(40),
    /** A file of a log begins: the next segment, or the slice of state with which a snapshot begins. */
    NEW_FILE(6),
    /** A segment that is not needed any more is deleted: cleaning, and what a snapshot of state replaces. */
    CLEANING(4),
    /** What a log has too much of, after a crash or for a batch that does not count, is cut off. */
    TRUNCATE(2),
    /** The program's own function changes the state of a key. */
    STATE_CHANGE(200),
    /** A transaction of the sink is committed. */
    SINK_COMMIT(80);

    private final int often;

    Step(int often) {
        this.often = often;
    }

    /** About how often it comes in the short life of a program under torture, at least. */
    public int often() {
        return often;
    }

    /** Whether it is a write, within which a crash may come as well. */
    public boolean isWrite() {
        return name().endsWith("_APPEND");
    }
}
