package io.sluice.streaming.graph;

import io.sluice.Rdd;
import io.sluice.streaming.Batch;
import io.sluice.streaming.Time;
import java.util.Optional;

/** One output of one batch, ready to run: the RDD is made, the action is not called yet. */
public final class OutputJob<T> {
    private final Output<T> output;
    private final Rdd<T> rdd;
    private final Time time;

    private OutputJob(Output<T> output, Rdd<T> rdd, Time time) {
        this.output = output;
        this.rdd = rdd;
        this.time = time;
    }

    /** The work of an output at a time, if its stream has an RDD then. */
    public static <T> Optional<OutputJob<T>> of(Output<T> output, Time time) {
        return output.parent().rddFor(time).map(rdd -> new OutputJob<>(output, rdd, time));
    }

    public Output<T> output() {
        return output;
    }

    /** Calls the program's action. */
    public void run() throws Exception {
        output.action().call(rdd, new Batch(rdd.context().appName(), time, output.name()));
    }
}
