/**
 * Runs a streaming program in a unit test, one batch at a time: no ports, no sleeps, the same result every time.
 *
 * <p>Start at {@link io.sluice.testkit.StreamHarness}. A test builds the program on streams that it feeds by hand, says which
 * streams it wants to see, and runs batches:
 *
 * <pre>{@code
 * @SluiceTest
 * class WordCountTest {
 *     @Test
 *     void whenWordsOccurInABatch_thenTheyAreCounted(StreamHarness harness) {
 *         FedStream<String> lines = harness.input();
 *         PairOutput<String, Integer> counts = harness.collect(WordCount.count(lines.stream()));
 *         harness.start();
 *
 *         lines.feed("to be or", "not to be");
 *         harness.runBatch();
 *
 *         assertThat(counts.lastAsMap()).isEqualTo(Map.of("to", 2, "be", 2, "or", 1, "not", 1));
 *     }
 * }
 * }</pre>
 *
 * <p>Time is a {@link io.sluice.time.ManualClock}, so an hour of windows takes milliseconds. Every task is serialized and
 * read back before it runs: a program that passes here does not fail on a cluster because a function captured something
 * that cannot travel, or changed something that does not travel back. {@link io.sluice.testkit.HarnessBuilder#set} with
 * {@code sluice.task.serialize} switches that off.
 *
 * <p>Programs with inputs of their own, such as sockets, directories or receivers, are tested on the harness's contexts in
 * the same way; {@link io.sluice.testkit.LineServer} is a server for them to read from. {@link
 * io.sluice.testkit.ListenerRecorder} shows what listeners hear.
 */
package io.sluice.testkit;
