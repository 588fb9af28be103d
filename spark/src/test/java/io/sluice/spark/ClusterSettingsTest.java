package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.SluiceConf;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/** What Spark is told when a program starts it. */
class ClusterSettingsTest {
    private static final String PEERS = "spark.storage.cachedPeersTtl";

    @Test
    void whatIsSparksIsHandedOn_andWhatBothKnow() {
        SparkConf settings = ClusterSettings.of(new SluiceConf()
                .set("spark.executor.memory", "3g")
                .set("sluice.task.maxFailures", "7")
                .set("sluice.streaming.receiver.maxRate", "10"));

        assertThat(settings.get("spark.executor.memory")).isEqualTo("3g");
        assertThat(settings.get("spark.task.maxFailures")).isEqualTo("7");
        assertThat(settings.contains("spark.streaming.receiver.maxRate")).isFalse();
    }

    @Test
    void executorsLookForTakersOfCopiesEverySecond_unlessTheProgramSaysOtherwise() {
        assertThat(ClusterSettings.of(new SluiceConf()).get(PEERS)).isEqualTo("1000");
        assertThat(ClusterSettings.of(new SluiceConf().set(PEERS, "50")).get(PEERS))
                .isEqualTo("50");
    }
}
