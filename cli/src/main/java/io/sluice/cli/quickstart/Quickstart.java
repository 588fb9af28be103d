package io.sluice.cli.quickstart;

import io.sluice.SluiceContext;
import io.sluice.Tuple2;
import io.sluice.streaming.DStream;
import io.sluice.streaming.Durations;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.StreamingSettings;
import io.sluice.time.SystemClock;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Counts the words of lines from a socket: of each batch, of a window, and of the whole run. An ordinary Sluice program, with
 * a {@link LineServer} to read from and a {@link Scoreboard} to look at.
 */
public final class Quickstart {
    private static final Duration BATCH = Durations.seconds(1);
    private static final Duration WINDOW = Durations.seconds(30);

    private final QuickstartSettings settings;
    private final Master master;
    private final Screen screen;
    private final SystemClock clock = new SystemClock();
    private final Layout layout;
    private final Scoreboard scoreboard;

    public Quickstart(QuickstartSettings settings, Screen screen) {
        this.settings = settings;
        this.master = Master.of(settings.conf());
        this.screen = screen;
        this.layout = new Layout(ZoneId.systemDefault(), screen.isTerminal());
        this.scoreboard = new Scoreboard(screen, layout, (int) WINDOW.toSeconds(), settings.seconds());
    }

    /**
     * Runs until the time is over or the calling thread is interrupted, finishes the batch in hand, and shows the summary.
     *
     * @throws io.sluice.error.StreamException if a batch failed, or a setting is wrong
     * @throws Disconnected if there was no server to read from
     */
    public void run() throws IOException {
        if (settings.lines() instanceof QuickstartSettings.Own own) {
            try (LineServer server = LineServer.start(master.ownAddress(), own.text(), own.linesPerSecond(), clock)) {
                count(server.address(), Optional.of(server));
            }
        } else if (settings.lines() instanceof QuickstartSettings.Elsewhere elsewhere) {
            count(elsewhere.address(), Optional.empty());
        }
    }

    private void count(HostPort address, Optional<LineServer> server) {
        // Ctrl-C reaches the context's own shutdown hook as well
        settings.conf().setIfMissing(StreamingSettings.STOP_GRACEFULLY_ON_SHUTDOWN.key(), "true");
        if (!master.isLocal()) {
            settings.conf().setIfMissing(StreamingSettings.MAX_QUEUED_BATCHES.key(), "1");
        }
        Connection connection = new Connection(address, screen, Thread.currentThread());
        try (StreamingContext streaming = new StreamingContext(new SluiceContext(settings.conf()), BATCH)) {
            outputs(streaming.socketTextStream(address.host(), address.port()));
            streaming.addStreamingListener(scoreboard);
            streaming.addStreamingListener(connection);
            screen.print(introduction(address));
            awaitExecutors(streaming.sluiceContext());
            streaming.start();
            boolean interrupted = awaitEnd(streaming);
            connection.requireOnceThere();
            if (interrupted) {
                screen.progress("  finishing the batch in hand ...");
            }
            server.ifPresent(LineServer::pause);
            streaming.stop(true, true);
        }
        scoreboard.showSummary(server.map(own -> OptionalLong.of(own.served())).orElseGet(OptionalLong::empty));
    }

    /** The seconds that a cluster takes to start them are not the first batches'. */
    private void awaitExecutors(SluiceContext context) {
        if (!master.isLocal()) {
            context.parallelize(List.of(1), 1).count();
        }
    }

    private void outputs(DStream<String> lines) {
        PairDStream<String, Long> counts = lines.flatMap(Words::in)
                .mapToPair(word -> new Tuple2<>(word, 1L))
                .reduceByKey(Long::sum);
        counts.foreachRDD((rdd, time) -> scoreboard.batchCounted(time, rdd.collect()));
        counts.reduceByKeyAndWindow(Long::sum, WINDOW, BATCH)
                .foreachRDD((rdd, time) -> scoreboard.windowCounted(time, rdd.collect()));
    }

    private boolean awaitEnd(StreamingContext streaming) {
        return awaitEnd(streaming, settings.seconds());
    }

    /** Waits; true if it was an interrupt that ended the wait. */
    static boolean awaitEnd(StreamingContext streaming, OptionalInt seconds) {
        try {
            if (seconds.isPresent()) {
                streaming.awaitTerminationOrTimeout(
                        Duration.ofSeconds(seconds.getAsInt()).toMillis());
            } else {
                streaming.awaitTermination();
            }
            return false;
        } catch (InterruptedException asked) {
            return true;
        }
    }

    private String introduction(HostPort address) {
        String from = "whatever the server at %s sends".formatted(address);
        if (settings.lines() instanceof QuickstartSettings.Own own) {
            from = "%s (%s), %s/s"
                    .formatted(
                            own.name(),
                            Layout.many(own.text().files(), "file"),
                            Layout.many(own.linesPerSecond(), "line"));
        }
        return """
            %s
              text      %s
              stream    socketTextStream("%s", %d), a batch each second\
            """.formatted(
                layout.bold("Sluice" + " quickstart: counting" + " words"), from, address.host(), address.port());
    }
}
