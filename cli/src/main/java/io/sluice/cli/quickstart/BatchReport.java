package io.sluice.cli.quickstart;

import io.sluice.streaming.Time;
import java.util.List;

/**
 * What there is to say of one batch when it is done.
 *
 * @param lines that the batch read
 * @param words in these lines
 * @param schedulingDelay milliseconds from planning to begin
 * @param processingDelay milliseconds from begin to end
 * @param batch the most frequent words of the batch
 * @param recent those of the window
 * @param run those since the start
 */
record BatchReport(
        Time time,
        long lines,
        long words,
        long schedulingDelay,
        long processingDelay,
        List<WordCount> batch,
        List<WordCount> recent,
        List<WordCount> run) {}
