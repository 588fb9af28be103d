package io.sluice.spark.hadoop;

import io.sluice.conformance.storage.LogStorageConformance;
import io.sluice.storage.log.LogStorage;
import io.sluice.storage.log.LogStorages;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class StoreFilesTest extends LogStorageConformance {
    @TempDir
    private Path directory;

    @Override
    protected LogStorage open() {
        return LogStorages.at("store://" + directory.resolve("checkpoint"));
    }
}
