package io.sluice.examples;

import io.sluice.Broadcast;
import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import io.sluice.streaming.DStream;
import io.sluice.streaming.Durations;
import io.sluice.streaming.StreamingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Drops messages of blocked users, who are read again from a file in every batch. Messages are lines {@code USER TEXT}, the
 * file has one user a line.
 *
 * <p>Arguments: {@code HOST PORT FILE}.
 */
public final class BlacklistFilter {
    private BlacklistFilter() {}

    /** Where the program learns who is blocked; asked once a batch, in the program's own process. */
    public interface Blacklist {
        Set<String> users() throws IOException;
    }

    /** The messages of users who are not blocked. */
    public static DStream<String> allowed(DStream<String> messages, Blacklist blacklist) {
        LatestBroadcast latest = new LatestBroadcast(messages.context().sluiceContext());
        return messages.transform(batch -> {
            Broadcast<Set<String>> blocked = latest.of(blacklist.users());
            return batch.filter(message -> !blocked.value().contains(message.split(" ", 2)[0]));
        });
    }

    /** The broadcast of the latest value: a new one only when the value is another. */
    private static final class LatestBroadcast {
        private final SluiceContext context;
        private Broadcast<Set<String>> latest;

        LatestBroadcast(SluiceContext context) {
            this.context = context;
        }

        Broadcast<Set<String>> of(Set<String> value) {
            if (latest == null || !latest.value().equals(value)) {
                latest = context.broadcast(Set.copyOf(value)); // batches that wait still use the one before
            }
            return latest;
        }
    }

    public static void main(String[] args) throws InterruptedException {
        Arguments.require(args, 3, "blacklist-filter HOST PORT FILE");
        Path file = Path.of(args[2]);
        SluiceConf conf = new SluiceConf().setAppName("BlacklistFilter");
        try (StreamingContext streaming = new StreamingContext(conf, Durations.seconds(1))) {
            DStream<String> messages = streaming.socketTextStream(args[0], Integer.parseInt(args[1]));
            allowed(messages, () -> new HashSet<>(Files.readAllLines(file))).print();

            streaming.start();
            streaming.awaitTermination();
        }
    }
}
