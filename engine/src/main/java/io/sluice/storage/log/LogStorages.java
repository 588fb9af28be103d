package io.sluice.storage.log;

import java.nio.file.Path;
import java.util.ServiceLoader;

/** Where a checkpoint directory's name becomes a storage. Stateless. */
public final class LogStorages {
    private LogStorages() {}

    /**
     * The storage for a directory, which need not exist: that of the first {@link LogStorageProvider} that serves it, else the
     * local disk.
     */
    public static LogStorage at(String location) {
        for (LogStorageProvider provider : ServiceLoader.load(LogStorageProvider.class)) {
            if (provider.serves(location)) {
                return provider.open(location);
            }
        }
        return new LocalLogStorage(Path.of(location));
    }
}
