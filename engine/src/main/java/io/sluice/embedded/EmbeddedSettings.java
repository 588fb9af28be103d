package io.sluice.embedded;

import io.sluice.EngineSettings;
import io.sluice.SluiceConf;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.nio.file.Path;

/**
 * What the embedded engine is told, read once.
 *
 * @param maxFailures how often a task may fail before its job does
 * @param inlineNanos how long the calling thread works on a small job alone
 * @param inlineRecords up to how many input records a job counts as small
 * @param memoryBytes what shuffles and blocks may fill together
 * @param storageFraction the part of it that blocks need not give to shuffles
 */
record EmbeddedSettings(
        int threads,
        int defaultParallelism,
        int maxFailures,
        boolean serializeTasks,
        boolean copyShuffled,
        boolean kryo,
        long inlineNanos,
        long inlineRecords,
        long memoryBytes,
        double storageFraction,
        Path localDir) {
    static EmbeddedSettings of(SluiceConf conf, LocalMaster master) {
        int parallelism = Math.toIntExact(conf.get(EngineSettings.DEFAULT_PARALLELISM));
        int failures = Math.toIntExact(conf.get(EngineSettings.TASK_MAX_FAILURES));
        long limit = conf.get(EngineSettings.MEMORY_LIMIT);
        double fraction = conf.get(EngineSettings.MEMORY_FRACTION);
        require(fraction > 0 && fraction < 1, EngineSettings.MEMORY_FRACTION.key(), "must be between 0 and 1");
        double storage = conf.get(EngineSettings.MEMORY_STORAGE_FRACTION);
        require(storage >= 0 && storage < 1, EngineSettings.MEMORY_STORAGE_FRACTION.key(), "must be from 0 to below 1");
        String serializer = conf.get(EngineSettings.SERIALIZER);
        require(
                serializer.equals("kryo") || serializer.equals("java"),
                EngineSettings.SERIALIZER.key(),
                "must be kryo or java");
        String dir = conf.get(EngineSettings.LOCAL_DIR);
        return new EmbeddedSettings(
                master.threads(),
                parallelism > 0 ? parallelism : master.threads(),
                Math.max(1, master.maxFailures().orElse(failures)),
                conf.get(EngineSettings.TASK_SERIALIZE),
                conf.get(EngineSettings.SHUFFLE_COPY),
                serializer.equals("kryo"),
                conf.get(EngineSettings.INLINE_TIME).toNanos(),
                conf.get(EngineSettings.INLINE_RECORDS),
                limit > 0 ? limit : (long) (Runtime.getRuntime().maxMemory() * fraction),
                storage,
                Path.of(dir.isEmpty() ? System.getProperty("java.io.tmpdir") : dir));
    }

    private static void require(boolean valid, String key, String rule) {
        if (!valid) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "Setting %s %s.".formatted(key, rule),
                    "Change the value, or leave the setting out.");
        }
    }
}
