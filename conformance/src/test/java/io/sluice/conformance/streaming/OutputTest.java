package io.sluice.conformance.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.streaming.DStream;
import io.sluice.testkit.FedStream;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What outputs do, and in which order. */
@SluiceTest
class OutputTest {
    @Nested
    class GivenSeveralOutputs {
        @Test
        void whenBatchesRun_thenOutputsRunInTheProgramsOrderAndBatchesInTheirs(StreamHarness harness) {
            List<String> order = new ArrayList<>();
            DStream<Object> first = harness.input("first").stream();
            DStream<Object> second = harness.input("second").stream();
            second.foreachRDD((rdd, time) -> order.add("a " + time));
            first.foreachRDD((rdd, time) -> order.add("b " + time));
            second.foreachRDD(rdd -> order.add("c"));
            harness.start();

            harness.runBatches(2);

            assertThat(order).containsExactly("a 1000 ms", "b 1000 ms", "c", "a 2000 ms", "b 2000 ms", "c");
        }
    }

    @Nested
    class GivenPrint {
        private final PrintStream console = System.out;
        private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

        @BeforeEach
        void capture() {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        }

        @AfterEach
        void giveBack() {
            System.setOut(console);
        }

        private String text() {
            return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        }

        @Test
        void whenThereAreFewRecords_thenAllArePrintedUnderTheTime(StreamHarness harness) {
            FedStream<String> words = harness.input();
            words.stream().print();
            harness.start();

            words.feed("tea", "milk");
            harness.runBatch();

            assertThat(text()).isEqualTo("""
                            -------------------------------------------
                            Time: 1000 ms
                            -------------------------------------------
                            tea
                            milk

                            """);
        }

        @Test
        void whenThereAreMoreThanAskedFor_thenDotsFollow(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            numbers.stream().print(2);
            harness.start();

            numbers.feed(1, 2).feed(3);
            harness.runBatch();

            assertThat(text()).endsWith("\n1\n2\n...\n\n");
        }

        @Test
        void whenThereAreExactlyTen_thenNoDotsFollow(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            numbers.stream().print();
            harness.start();

            numbers.feed(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
            harness.runBatch();

            assertThat(text()).endsWith("9\n10\n\n").doesNotContain("...");
        }

        @Test
        void whenTheBatchIsEmpty_thenTheTimeIsPrinted(StreamHarness harness) {
            harness.input().stream().print();
            harness.start();

            harness.runBatch();

            assertThat(text()).contains("Time: 1000 ms");
        }
    }
}
