package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.CollectionAccumulator;
import io.sluice.LongAccumulator;
import io.sluice.PairRdd;
import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.Tuple2;
import io.sluice.testkit.FedStream;
import io.sluice.testkit.StreamHarness;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.storage.RDDInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** What Spark's pages show of a program: its own names and lines. */
class ShownTest {
    private final JavaSparkContext spark = SharedCluster.get();
    private final Heard heard = new Heard();
    private SluiceContext context;

    private static final class Heard extends SparkListener {
        private final List<String> stages = new CopyOnWriteArrayList<>();
        private final List<Properties> jobs = new CopyOnWriteArrayList<>();
        private final Map<String, String> accumulated = new ConcurrentHashMap<>();

        @Override
        public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
            stages.add(submitted.stageInfo().name());
        }

        @Override
        public void onStageCompleted(SparkListenerStageCompleted completed) {
            CollectionConverters.asJava(completed.stageInfo().accumulables())
                    .values()
                    .forEach(shown -> {
                        if (shown.name().isDefined() && shown.value().isDefined()) {
                            accumulated.put(
                                    shown.name().get(),
                                    String.valueOf(shown.value().get()));
                        }
                    });
        }

        @Override
        public void onJobStart(SparkListenerJobStart start) {
            jobs.add(start.properties());
        }

        List<String> jobs(String property) {
            return jobs.stream().map(job -> job.getProperty(property)).toList();
        }
    }

    @BeforeEach
    void start() {
        context = OnSpark.context(spark);
        spark.sc().addSparkListener(heard);
    }

    @AfterEach
    void stop() {
        spark.sc().removeSparkListener(heard);
        context.close();
    }

    /** Spark tells listeners later. */
    private void hear() throws Exception {
        spark.sc().listenerBus().waitUntilEmpty();
    }

    private PairRdd<Integer, Integer> sums() {
        return context.parallelize(List.of(1, 2, 3), 2)
                .mapToPair(n -> new Tuple2<>(n, 1))
                .reduceByKey(Integer::sum);
    }

    @Test
    void stagesAreLinesOfTheProgram() throws Exception {
        sums().collect();

        hear();
        assertThat(heard.stages)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("mapToPair at ShownTest.java:"),
                        last -> assertThat(last).startsWith("collect at ShownTest.java:"));
    }

    @Test
    void jobsHaveTheGroupAndTheWordsOfTheProgram() throws Exception {
        context.setJobGroup("hourly", "sums by the hour");
        sums().collect();
        context.clearJobGroup();

        hear();
        assertThat(heard.jobs("spark.jobGroup.id")).containsExactly("hourly");
        assertThat(heard.jobs("spark.job.description")).containsExactly("sums by the hour");
    }

    @Test
    void whatTheThreadHasOfSparksOwn_isThereAfterAJob() throws Exception {
        spark.setJobGroup("theirs", "their words");
        spark.setCallSite("their line");
        try {
            context.setJobGroup("ours", "our words");
            sums().collect();
            context.clearJobGroup();
            spark.parallelize(List.of(1), 1).count();
        } finally {
            spark.clearJobGroup();
            spark.clearCallSite();
        }

        hear();
        assertThat(heard.jobs("spark.jobGroup.id")).containsExactly("ours", "theirs");
        assertThat(heard.jobs("spark.job.description")).containsExactly("our words", "their words");
        assertThat(heard.stages).last().isEqualTo("their line");
    }

    @Test
    void aPersistedDatasetHasItsName_andElseItsLine() {
        Rdd<Integer> named =
                context.parallelize(List.of(1, 2), 1).map(n -> n + 1).persist();
        Rdd<Integer> unnamed =
                context.parallelize(List.of(1, 2), 1).map(n -> n + 1).persist();
        named.setName("mine").count();
        unnamed.count();

        List<String> names = List.of(spark.sc().getRDDStorageInfo()).stream()
                .map(RDDInfo::name)
                .toList();

        named.unpersist();
        unnamed.unpersist();
        assertThat(names).contains("mine").anySatisfy(name -> assertThat(name).startsWith("map at ShownTest.java:"));
    }

    @Test
    void accumulatorsHaveTheirNames_andWhatTheyCountIsCountedOnce() throws Exception {
        LongAccumulator records = context.longAccumulator("records");
        LongAccumulator unnamed = context.longAccumulator();
        CollectionAccumulator<String> odd = context.collectionAccumulator("odd");

        context.parallelize(List.of(1, 2, 3), 2)
                .map(n -> n + 1)
                .persist()
                .map(n -> n - 1)
                .foreach(n -> {
                    records.add(1);
                    unnamed.add(1);
                    if (n % 2 == 1) {
                        odd.add("n" + n);
                    }
                });

        hear();
        assertThat(records.value()).isEqualTo(3);
        assertThat(unnamed.value()).isEqualTo(3);
        assertThat(odd.value()).containsExactlyInAnyOrder("n1", "n3");
        assertThat(heard.accumulated).containsEntry("records", "3").containsEntry("odd", "2 values");
    }

    @Test
    void jobsOfABatchSayWhichOne() throws Exception {
        try (StreamHarness harness = StreamHarness.create()) {
            FedStream<Integer> numbers = harness.input();
            harness.collect(numbers.stream());
            harness.start();
            numbers.feed(1);
            harness.runBatch();
        }

        hear();
        String time =
                DateTimeFormatter.ISO_LOCAL_TIME.format(Instant.ofEpochSecond(1).atZone(ZoneId.systemDefault()));
        assertThat(heard.jobs("spark.job.description"))
                .contains("Streaming job from [output operation 0, batch time %s]".formatted(time));
    }
}
