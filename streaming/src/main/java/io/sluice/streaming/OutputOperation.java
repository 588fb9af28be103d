package io.sluice.streaming;

import io.sluice.streaming.graph.Output;

/** An output of a program, to be given a name. Spark's outputs return nothing; ignore it where a name does not matter. */
public final class OutputOperation {
    private final Output<?> output;

    OutputOperation(Output<?> output) {
        this.output = output;
    }

    /**
     * Names the output, so that its tokens and its place in a checkpoint stay the same however the program around it changes.
     * Without a name it is known by its operation and position, such as {@code foreachRDD-1}.
     *
     * @param name 1 to 100 letters, digits, dots, dashes or underscores, unique in the program
     */
    public OutputOperation name(String name) {
        output.name(name);
        return this;
    }

    public String name() {
        return output.name();
    }
}
