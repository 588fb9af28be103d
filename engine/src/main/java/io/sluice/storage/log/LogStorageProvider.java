package io.sluice.storage.log;

/** Opens storages in other places than the local disk. Found with {@link java.util.ServiceLoader}. */
public interface LogStorageProvider {
    /** Whether this provider knows a location such as {@code hdfs://name/checkpoints}. */
    boolean serves(String location);

    /** The storage for a directory, which need not exist. */
    LogStorage open(String location);
}
