package io.sluice.conformance.storage;

import io.sluice.storage.log.LogStorage;
import io.sluice.storage.log.LogStorages;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalStorageTest extends LogStorageConformance {
    @TempDir
    private Path directory;

    @Override
    protected LogStorage open() {
        return LogStorages.at("file://" + directory.resolve("checkpoint"));
    }
}
