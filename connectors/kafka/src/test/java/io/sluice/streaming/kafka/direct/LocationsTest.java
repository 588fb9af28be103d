package io.sluice.streaming.kafka.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.Place;
import io.sluice.streaming.kafka.LocationStrategies;
import io.sluice.streaming.kafka.LocationStrategy;
import io.sluice.streaming.kafka.OffsetRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LocationsTest {
    private static final LocationStrategy CONSISTENT = LocationStrategies.PreferConsistent();

    private static List<OffsetRange> ranges(int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> OffsetRange.create(partition(partition), 0, 1))
                .toList();
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition("clicks", number);
    }

    private static Place executor(String host, int number) {
        return new Place(host, "executor_%s_%d".formatted(host, number));
    }

    private static List<Place> executors(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> executor("host" + number % 3, number))
                .toList();
    }

    private static Map<String, Integer> loads(Map<TopicPartition, List<String>> locations) {
        Map<String, Integer> loads = new HashMap<>();
        locations.values().forEach(each -> loads.merge(each.get(0), 1, Integer::sum));
        return loads;
    }

    @Test
    void withoutExecutors_nothingIsPreferred() {
        assertThat(Locations.of(ranges(3), CONSISTENT, Map.of(), List.of())).isEmpty();
    }

    @Test
    void noExecutorHasMoreThanItsShare() {
        for (int partitions = 1; partitions < 40; partitions++) {
            for (int executors = 1; executors < 12; executors++) {
                Map<TopicPartition, List<String>> locations =
                        Locations.of(ranges(partitions), CONSISTENT, Map.of(), executors(executors));

                int share = (int) Math.ceil(partitions / (double) executors);
                assertThat(locations).hasSize(partitions);
                assertThat(loads(locations).values()).allMatch(load -> load <= share);
            }
        }
    }

    @Test
    void theOrderInWhichExecutorsAreKnown_makesNoDifference() {
        List<Place> reversed = new ArrayList<>(executors(5));
        Collections.reverse(reversed);

        assertThat(Locations.of(ranges(20), CONSISTENT, Map.of(), reversed))
                .isEqualTo(Locations.of(ranges(20), CONSISTENT, Map.of(), executors(5)));
    }

    @Test
    void whenAnExecutorIsGone_mostPartitionsStay() {
        Map<TopicPartition, List<String>> before = Locations.of(ranges(64), CONSISTENT, Map.of(), executors(8));
        Map<TopicPartition, List<String>> after = Locations.of(ranges(64), CONSISTENT, Map.of(), executors(7));

        long moved = before.keySet().stream()
                .filter(partition -> !before.get(partition).equals(after.get(partition)))
                .count();

        assertThat(moved).isBetween(8L, 32L); // eight must; with remainders, 56 would
    }

    @Test
    void brokersAreFollowed_whereThereIsAnExecutor() {
        Map<TopicPartition, String> brokers = Map.of(partition(0), "host1", partition(1), "nowhere");

        Map<TopicPartition, List<String>> locations =
                Locations.of(ranges(3), LocationStrategies.PreferBrokers(), brokers, executors(3));

        assertThat(locations.get(partition(0))).containsExactly("executor_host1_1");
        assertThat(locations).containsOnlyKeys(partition(0), partition(1), partition(2));
    }

    @Test
    void fixedHosts_shareTheirPartitionsAmongTheirExecutors() {
        Map<TopicPartition, String> fixed = new HashMap<>();
        for (int number = 0; number < 4; number++) {
            fixed.put(partition(number), "host0");
        }

        Map<TopicPartition, List<String>> locations =
                Locations.of(ranges(4), LocationStrategies.PreferFixed(fixed), Map.of(), executors(6));

        assertThat(loads(locations)).isEqualTo(Map.of("executor_host0_0", 2, "executor_host0_3", 2));
    }
}
