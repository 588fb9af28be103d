package io.sluice.spark;

/**
 * The partitions of state that live in this process. It is the one thing of ours that is static: tasks have nothing else in
 * common that lasts from one to the next.
 */
final class ExecutorStates {
    private static final HeldPartitions HELD =
            new HeldPartitions(() -> SparkInternals.thisExecutor().location());

    private ExecutorStates() {}

    static HeldPartitions held() {
        return HELD;
    }
}
