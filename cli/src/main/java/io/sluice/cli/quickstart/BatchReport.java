package io.sluice.cli.quickstart;

import io.sluice.streaming.Time;
import java.util.List;
import java.util.OptionalLong;

/**
 * What there is to say of one batch when it is done.
 *
 * @param lines that the batch read
 * @param words in these lines
 * @param lag how many lines there were besides that no batch had, none if nobody knows
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
        OptionalLong lag,
        long schedulingDelay,
        long processingDelay,
        List<WordCount> batch,
        List<WordCount> recent,
        List<WordCount> run) {}
