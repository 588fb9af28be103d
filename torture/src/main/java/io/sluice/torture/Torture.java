package io.sluice.torture;

import io.sluice.time.StreamClock;
import io.sluice.time.SystemClock;
import io.sluice.torture.feed.Discrepancies;
import java.nio.file.Files;
import java.nio.file.Path;

/** The command line: {@code ./sluice torture}. */
public final class Torture {
    private static final int FOUND_SOMETHING = 1;
    private static final int WRONG_COMMAND_LINE = 2;

    private Torture() {}

    public static void main(String[] words) throws Exception {
        TortureOptions options;
        try {
            options = TortureOptions.parse(words);
        } catch (IllegalArgumentException wrong) {
            System.err.println("sluice torture: " + wrong.getMessage());
            System.err.println(TortureOptions.USAGE);
            System.exit(WRONG_COMMAND_LINE);
            return;
        }
        System.exit(run(options) ? 0 : FOUND_SOMETHING);
    }

    private static boolean run(TortureOptions options) throws Exception {
        StreamClock clock = new SystemClock();
        Path directory = Files.createTempDirectory("sluice-torture");
        System.out.printf("torture, mode %s, seed %d, in %s%n", options.mode(), options.seed(), directory);
        boolean good = switch (options.mode()) {
            case KILL -> {
                KillMode mode = new KillMode(directory, options.seed(), clock, System.out);
                Discrepancies found = mode.run(options.cycles());
                yield found.isNone();
            }
            case FAULTS -> new Experiments(directory, options.seed(), clock).run(FaultExperiments.all(), System.out);
            case UNSAFE -> new Experiments(directory, options.seed(), clock).run(UnsafeExperiments.all(), System.out);
            case KAFKA ->
                new TopicMode(directory, options.seed(), clock, System.out)
                        .run(options.cycles())
                        .isNone();
            case CLUSTER ->
                new ClusterMode(directory, options.seed(), clock, System.out)
                        .run(options.cycles())
                        .isNone();
        };
        if (good) {
            Trees.delete(directory);
        }
        return good;
    }
}
