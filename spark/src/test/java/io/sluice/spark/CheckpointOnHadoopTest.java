package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.storage.log.LogStorages;
import io.sluice.streaming.checkpoint.Inspection;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs whose checkpoint is where only Hadoop's client gets. */
@Tag("cluster") // waits for locks and leases, which takes seconds
class CheckpointOnHadoopTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"synced", "store"})
    void aProgramGoesOnFromItsCheckpoint_onEitherEngine(String scheme) {
        String checkpoint = scheme + "://" + directory.resolve("checkpoint");

        CountingProgram.runOnEitherEngine(checkpoint);

        assertThat(Inspection.of(checkpoint).isSound()).isTrue();
        assertThat(Inspection.of(checkpoint).logs())
                .extracting(Inspection.CheckedLog::name)
                .contains("batches");
        assertThat(directory.resolve("checkpoint/batches")).isNotEmptyDirectory();
    }

    @Test
    void aFileSystemThatNobodyKnows_isAnErrorThatSaysSo() {
        assertThatThrownBy(() -> LogStorages.at("nowhere://somewhere/checkpoint"))
                .isInstanceOfSatisfying(StreamException.class, unknown -> {
                    assertThat(unknown.code()).isEqualTo(ErrorCode.FILE_SYSTEM_UNKNOWN);
                    assertThat(unknown).hasMessageContaining("'nowhere://somewhere/checkpoint'");
                });
    }

    @Test
    void aFileSystemWhoseJarIsMissing_isAnErrorThatNamesTheClass() {
        assertThatThrownBy(() -> LogStorages.at("classless://bucket/checkpoint"))
                .isInstanceOfSatisfying(StreamException.class, missing -> {
                    assertThat(missing.code()).isEqualTo(ErrorCode.FILE_SYSTEM_UNKNOWN);
                    assertThat(missing).hasMessageContaining("io.sluice.NotOnTheClassPath");
                });
        assertThatThrownBy(() -> LogStorages.at("s3a://bucket/checkpoint"))
                .hasMessageContaining("org.apache.hadoop.fs.s3a.S3AFileSystem")
                .hasMessageContaining("hadoop-aws");
    }
}
