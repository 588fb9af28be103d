package io.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.benchmarks.workload.Workload;
import io.sluice.benchmarks.workload.Workloads;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {
    private static final Path DATA = Path.of("data");

    @Test
    void aNamedWorkloadRunsFiveTimesAndTwiceWhenQuick() {
        assertThat(parse("startup").workloads()).extracting(Workload::name).containsExactly("startup");
        assertThat(parse("startup").runs()).isEqualTo(5);
        assertThat(parse("startup", "--quick").runs()).isEqualTo(2);
    }

    @Test
    void quickWorkloadsKeepTheirNames() {
        assertThat(parse("all", "--quick").workloads())
                .extracting(Workload::name)
                .isEqualTo(Workloads.names());
    }

    @Test
    void allMeansEveryWorkload() {
        assertThat(parse("all").workloads()).isEqualTo(Workloads.ALL);
    }

    @Test
    void aWrongNameIsAnsweredWithTheRightOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("startupp"))
                .withMessageContaining("'startupp'")
                .withMessageContaining("startup, smallbatch");
    }

    @Test
    void aNumberOfRunsThatIsNoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("startup", "--runs", "many"))
                .withMessageContaining("'many'");
        assertThatIllegalArgumentException().isThrownBy(() -> parse("startup", "--runs"));
    }

    private static BenchOptions parse(String... args) {
        return BenchOptions.parse(args, DATA);
    }
}
