package io.sluice.benchmarks.sluice;

import io.sluice.SluiceContext;
import io.sluice.Tuple2;
import io.sluice.benchmarks.program.Figures;
import io.sluice.benchmarks.program.KeyFeed;
import io.sluice.benchmarks.program.KeyedLoad;
import io.sluice.streaming.State;
import io.sluice.streaming.StateSpec;
import io.sluice.streaming.StreamingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Keeps a text for each key with {@code mapWithState}, and never ends; arguments: a {@link KeyedLoad}, the checkpoint
 * directory, and how long a text is. Prints {@code warm} after the batches to warm up, and {@code new.batch} at the first
 * batch that no earlier run planned; what that prints is how often the least seen of its keys was seen.
 */
public final class SluiceLargeState {
    private static final int COUNT_CHARS = 10;
    private static final int LETTERS = 1 << 20;
    private static final String TEXT = text();

    private final KeyedLoad load;
    private final int valueChars;
    private final SluiceContext rdds;
    private final StreamingContext context;
    private int batches;
    private boolean newBatchSeen;

    private SluiceLargeState(KeyedLoad load, int valueChars) {
        this.load = load;
        this.valueChars = valueChars;
        this.rdds = new SluiceContext(SluiceSettings.named("large state"));
        this.context = new StreamingContext(rdds, Duration.ofMillis(load.intervalMillis()));
    }

    public static void main(String[] args) throws Exception {
        KeyedLoad load = KeyedLoad.of(args);
        int valueChars = Integer.parseInt(args[6]);
        StreamingContext context =
                StreamingContext.getOrCreate(args[5], () -> new SluiceLargeState(load, valueChars).program());
        context.start();
        context.awaitTermination();
    }

    private StreamingContext program() {
        KeyFeed feed = load.feed();
        List<Integer> slices = IntStream.range(0, KeyFeed.SLICES).boxed().toList();
        NumberedSource<String> source = new NumberedSource<>(
                batch -> rdds.parallelize(slices, KeyFeed.SLICES).flatMap(slice -> feed.keys(batch, slice)));
        int chars = valueChars;
        context.stream(source)
                .mapToPair(key -> new Tuple2<>(key, 1L))
                .mapWithState(StateSpec.<String, Long, String, Long>function(
                        (key, one, state) -> count(key, one, state, chars)))
                .foreachRDD((counts, time) -> done(counts.reduce(Math::min), source.isNew(time)));
        return context;
    }

    private static Long count(String key, Optional<Long> one, State<String> state, int chars) {
        long before = state.exists() ? Long.parseLong(state.get(), 0, COUNT_CHARS, 10) : 0;
        long count = before + one.orElse(0L);
        int from = Math.floorMod(key.hashCode() * 31 + (int) count, LETTERS - chars);
        state.update("0".repeat(COUNT_CHARS - Long.toString(count).length())
                + count
                + TEXT.substring(from, from + chars - COUNT_CHARS));
        return count;
    }

    private void done(long leastSeen, boolean isNew) {
        if (isNew && !newBatchSeen) {
            newBatchSeen = true;
            Figures.print("new.batch", leastSeen);
        }
        if (++batches == load.warmUp()) {
            Figures.print("warm", batches);
        }
    }

    /** Letters that hardly compress. */
    private static String text() {
        SplittableRandom random = new SplittableRandom(1);
        byte[] letters = new byte[LETTERS];
        for (int i = 0; i < LETTERS; i++) {
            letters[i] = (byte) ('0' + random.nextInt(64));
        }
        return new String(letters, StandardCharsets.ISO_8859_1);
    }
}
