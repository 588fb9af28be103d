package io.sluice.torture;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What the command line says.
 *
 * @param cycles how often the program is killed, or a part of it, in modes {@code kill}, {@code kafka} and {@code cluster}
 * @param seed what is random follows from it, except when threads run
 */
record TortureOptions(Mode mode, int cycles, long seed) {
    static final String USAGE =
            "usage: ./sluice torture [--mode kill|faults|unsafe|kafka|cluster] [--cycles N] [--seed S]";
    private static final int CYCLES = 20;
    private static final int SEEDS = 1_000_000;

    /** What is done to the program. */
    enum Mode {
        KILL,
        FAULTS,
        UNSAFE,
        KAFKA,
        CLUSTER;

        static Mode parse(String word) {
            return Arrays.stream(values())
                    .filter(mode -> mode.toString().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no mode '%s'".formatted(word)));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static TortureOptions parse(String... words) {
        TortureOptions options = new TortureOptions(Mode.KILL, CYCLES, new SplittableRandom().nextInt(SEEDS));
        Iterator<String> left = List.of(words).iterator();
        while (left.hasNext()) {
            String option = left.next();
            if (!left.hasNext()) {
                throw new IllegalArgumentException("'%s' is no option with a value".formatted(option));
            }
            options = options.with(option, left.next());
        }
        return options;
    }

    private TortureOptions with(String option, String value) {
        return switch (option) {
            case "--mode" -> new TortureOptions(Mode.parse(value), cycles, seed);
            case "--cycles" -> new TortureOptions(mode, Math.toIntExact(number(option, value, 1)), seed);
            case "--seed" -> new TortureOptions(mode, cycles, number(option, value, Long.MIN_VALUE));
            default -> throw new IllegalArgumentException("there is no option '%s'".formatted(option));
        };
    }

    private static long number(String option, String value, long least) {
        try {
            long number = Long.parseLong(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // said below, with the value
        }
        throw new IllegalArgumentException(
                "%s needs a whole number of at least %d, got '%s'".formatted(option, least, value));
    }
}
