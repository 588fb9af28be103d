package io.sluice.benchmarks.program;

import java.util.List;

/** The first batch of the start-up workload. */
public final class StartUpText {
    public static final List<String> LINES = List.of(
            "the quick brown fox jumps over the lazy dog",
            "the dog sleeps and the fox runs on",
            "a stream of words is a stream of lines",
            "a batch of lines is a batch of words");

    private StartUpText() {}
}
