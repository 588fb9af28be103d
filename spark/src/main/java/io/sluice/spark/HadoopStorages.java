package io.sluice.spark;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.spark.hadoop.HadoopLogStorage;
import io.sluice.storage.log.LogStorage;
import io.sluice.storage.log.LogStorageProvider;
import io.sluice.storage.log.LogStorages;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Storages on what Hadoop's client reaches, with the configuration that Spark has in this process, else with that on the class
 * path. Stateless.
 */
public final class HadoopStorages implements LogStorageProvider {
    @Override
    public boolean serves(String location) {
        Optional<String> scheme = LogStorages.scheme(location);
        return scheme.isPresent() && !scheme.get().equalsIgnoreCase("file") && isKnown(location);
    }

    /** Whether there is a client, and whether it has heard of the scheme. */
    private static boolean isKnown(String location) {
        try {
            return Hadoop.knows(location);
        } catch (NoClassDefFoundError noClient) {
            return false;
        }
    }

    @Override
    public LogStorage open(String location) {
        return Hadoop.open(location);
    }

    /** All that needs Hadoop's classes, which an embedded program may lack. */
    private static final class Hadoop {
        private static Configuration configuration() {
            return SparkInternals.hadoop().orElseGet(Configuration::new);
        }

        static boolean knows(String location) {
            Path path = new Path(location);
            try {
                return FileSystem.getFileSystemClass(path.toUri().getScheme(), configuration()) != null;
            } catch (UnsupportedFileSystemException unheardOf) {
                return false;
            } catch (IOException | RuntimeException unusable) {
                return true; // heard of it: what it lacks is said when it is opened
            }
        }

        static LogStorage open(String location) {
            Path path = new Path(location);
            try {
                return new HadoopLogStorage(path.getFileSystem(configuration()), path);
            } catch (RuntimeException unusable) {
                throw unusable(location, unusable);
            } catch (IOException refused) {
                throw unreachable(location, refused);
            }
        }

        private static StreamException unusable(String location, RuntimeException failed) {
            Throwable cause = failed;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof ClassNotFoundException noClass) {
                return new StreamException(
                        ErrorCode.FILE_SYSTEM_UNKNOWN,
                        "The file system of '%s' needs the class %s, which is not there."
                                .formatted(
                                        location, noClass.getMessage().replaceFirst("^Class (\\S+) not found$", "$1")),
                        "Add the jar that has the class to the driver and the executors, such as '--packages"
                                + " org.apache.hadoop:hadoop-aws:VERSION' for 's3a:', in the version of the Hadoop client there.",
                        failed);
            }
            return unreachable(location, failed);
        }

        private static StreamException unreachable(String location, Exception failed) {
            return new StreamException(
                    ErrorCode.CHECKPOINT_FAILED,
                    "The file system of '%s' cannot be reached: %s.".formatted(location, failed),
                    "See to its address, and to Hadoop's configuration: 'spark.hadoop.' settings, or HADOOP_CONF_DIR.",
                    failed);
        }
    }
}
