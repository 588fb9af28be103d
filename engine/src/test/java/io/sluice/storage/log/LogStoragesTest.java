package io.sluice.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogStoragesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/var/clicks: 1",
                "file:/var/clicks: 1",
                "file:///var/clicks: 1",
                "FILE:///var/clicks: 1",
                "file://localhost/var/clicks: 1"
            })
    void aPathAndAUriOfAFileAreOnTheLocalDisk(String location) {
        assertThat(LogStorages.at(location))
                .isInstanceOf(LocalLogStorage.class)
                .extracting(LogStorage::location)
                .isEqualTo("/var/clicks: 1");
    }

    @Test
    void oneLetterAndAColonIsADriveAndNoScheme() {
        assertThat(LogStorages.scheme("C:/clicks")).isEmpty();
        assertThat(LogStorages.scheme("clicks:1")).isEmpty();
        assertThat(LogStorages.scheme("hdfs://name/clicks")).contains("hdfs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hdfs://name/clicks", "s3a://bucket/clicks", "file://another-host/clicks"})
    void whatNobodyServesIsAnErrorThatSaysWhatToDo(String location) {
        assertThatThrownBy(() -> LogStorages.at(location)).isInstanceOfSatisfying(StreamException.class, unknown -> {
            assertThat(unknown.code()).isEqualTo(ErrorCode.FILE_SYSTEM_UNKNOWN);
            assertThat(unknown.problem()).contains("'" + location + "'");
            assertThat(unknown.remedy()).contains("sluice-spark");
        });
    }

    @Test
    void recordsAreCheckpointedOnTheLocalDiskOnly() {
        try (SluiceContext context =
                new SluiceContext(new SluiceConf().setMaster("local").setAppName("test"))) {
            context.setCheckpointDir("hdfs://name/clicks");

            assertThatThrownBy(() -> context.parallelize(List.of(1)).checkpoint())
                    .hasMessageContaining("'hdfs://name/clicks' is not on the local disk");
            assertThat(context.getCheckpointDir()).contains("hdfs://name/clicks");
        }
    }
}
