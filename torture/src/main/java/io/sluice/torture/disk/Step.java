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
    /** A file of the batch log begins. */
    BATCHES_ROLL(1),
    /** A file of received blocks begins. */
    RECEIVED_ROLL(2),
    /** A file of state begins, and in it the next snapshot. */
    STATE_ROLL(4),
    /** What the batch log does not need any more is deleted. */
    BATCHES_CLEANING(1),
    /** Blocks that no batch needs are deleted. */
    RECEIVED_CLEANING(1),
    /** What a snapshot of state replaces is deleted. */
    STATE_CLEANING(2),
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

    /** An act in an area, such as {@code ROLL} in the one of state. */
    static Step of(Area area, String act) {
        return area == Area.OTHER ? valueOf("BATCHES_" + act) : valueOf(area + "_" + act);
    }

    /** Whether it is a write, within which a crash may come as well. */
    public boolean isWrite() {
        return name().endsWith("_APPEND");
    }
}
