package io.sluice.spark;

import io.sluice.SluiceConf;
import java.util.List;
import org.apache.spark.SparkConf;

/** The settings that a program starts Spark with. */
final class ClusterSettings {
    /** What a context takes for its own under its own prefix, and Spark knows too. */
    private static final List<String> OF_BOTH = List.of(
            "jars",
            "home",
            "local.dir",
            "task.maxFailures",
            "default.parallelism",
            "memory.fraction",
            "memory.storageFraction",
            "executorEnv.");

    private ClusterSettings() {}

    static SparkConf of(SluiceConf conf) {
        SparkConf settings = new SparkConf();
        conf.getAll().forEach((key, value) -> {
            if (key.startsWith("spark.")) {
                settings.set(key, value);
            } else if (key.startsWith("sluice.") && isOfBoth(key.substring("sluice.".length()))) {
                settings.set("spark" + key.substring("sluice".length()), value);
            }
        });
        // Spark's minute is long: while an executor is missing, the others believe that there is none for copies.
        settings.setIfMissing("spark.storage.cachedPeersTtl", "1000");
        // Records are in our own bytes whatever it says; around them Java's costs nothing, and takes every class.
        return settings.set("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
    }

    private static boolean isOfBoth(String key) {
        return OF_BOTH.stream().anyMatch(known -> known.endsWith(".") ? key.startsWith(known) : key.equals(known));
    }
}
