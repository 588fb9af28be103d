package io.sluice.torture.disk;

/**
 * The end of a process at a step.
 *
 * @param count at which time that the step comes, from 1
 */
public record Kill(Step step, Moment moment, int count) {
    /** {@link #toString} and back. */
    static Kill parse(String text) {
        String[] parts = text.split("/", -1);
        return new Kill(Step.valueOf(parts[0]), Moment.valueOf(parts[1]), Integer.parseInt(parts[2]));
    }

    @Override
    public String toString() {
        return "%s/%s/%d".formatted(step, moment, count);
    }
}
