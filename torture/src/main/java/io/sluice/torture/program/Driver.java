package io.sluice.torture.program;

import io.sluice.error.StreamException;
import io.sluice.function.Function0;
import io.sluice.streaming.StopMode;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.Time;
import io.sluice.streaming.event.StreamingListener;
import io.sluice.streaming.event.StreamingListenerBatchCompleted;
import io.sluice.time.StreamClock;
import io.sluice.time.SystemClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The process under torture. It says {@link #STARTED} when batches run, and {@link #FAILED} with a code and a reason when it
 * must end. The line {@link #DRAIN} on its input has it end when all that was there by then is done; the end of its input ends
 * it at once.
 */
public final class Driver {
    public static final String STARTED = "STARTED";
    public static final String FAILED = "FAILED";
    public static final String DRAIN = "drain";

    /** The exit code of a program that said why it ended. */
    public static final int FAILED_CODE = 3;

    /** How long a program may take for what is left when it ends; whoever starts it may have less patience. */
    private static final Duration DRAINED = Duration.ofMinutes(8);

    private static final StreamClock CLOCK = new SystemClock();

    private Driver() {}

    public static void main(String[] words) throws Exception {
        DriverSettings settings = DriverSettings.parse(words);
        Tables.create(settings.database().url());
        new Diary(settings.database()).lost().ifPresent(Driver::end);
        run(settings.checkpoint(), () -> new Program(settings).build());
    }

    /** Runs a program for as long as it is let. */
    static void run(String checkpoint, Function0<StreamingContext> program) throws Exception {
        try (StreamingContext streaming = StreamingContext.getOrCreate(checkpoint, program)) {
            LastBatch last = new LastBatch();
            streaming.addStreamingListener(last);
            streaming.start();
            System.out.println(STARTED);
            Thread commands = new Thread(() -> obey(streaming, last), "torture-commands");
            commands.setDaemon(true);
            commands.start();
            streaming.awaitTermination();
        } catch (StreamException failed) {
            end(reason(failed));
        }
    }

    private static void end(String reason) {
        System.out.println(FAILED + " " + reason);
        Runtime.getRuntime().halt(FAILED_CODE);
    }

    /** The code at the bottom of it: that a batch failed says less than why. */
    private static String reason(StreamException failed) {
        StreamException reason = failed;
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamException deeper) {
                reason = deeper;
            }
        }
        return reason.code() + " " + reason.problem();
    }

    /** The time of the latest batch that is done. Guarded by itself. */
    private static final class LastBatch implements StreamingListener {
        private Time done = new Time(0);

        @Override
        public synchronized void onBatchCompleted(StreamingListenerBatchCompleted batch) {
            done = done.max(batch.batchInfo().batchTime());
            notifyAll();
        }

        /** Returns when a batch of that time or a later one is done: files up to then are in it, or in earlier ones. */
        synchronized void await(Time time) throws InterruptedException {
            while (done.less(time)) {
                wait();
            }
        }
    }

    private static void obey(StreamingContext streaming, LastBatch last) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            if (DRAIN.equals(in.readLine())) {
                last.await(new Time(CLOCK.millis()));
                streaming.stop(StopMode.DRAIN, DRAINED);
                return;
            }
        } catch (InterruptedException ending) {
            System.err.println("the program ends already");
        } catch (IOException gone) {
            System.err.println("nobody is there to listen: " + gone);
        }
        Runtime.getRuntime().halt(1);
    }
}
