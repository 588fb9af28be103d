package io.sluice.examples;

import io.sluice.SluiceConf;
import io.sluice.streaming.Durations;
import io.sluice.streaming.StreamingContext;

/**
 * Counts the words of text files that are moved into a directory.
 *
 * <p>Move files in ({@code mv}), do not write them there: each is read once, when it appears. Arguments: {@code DIRECTORY}.
 */
public final class DirectoryWordCount {
    private DirectoryWordCount() {}

    public static void main(String[] args) throws InterruptedException {
        Arguments.require(args, 1, "directory-word-count DIRECTORY");
        SluiceConf conf = new SluiceConf().setAppName("DirectoryWordCount");
        try (StreamingContext streaming = new StreamingContext(conf, Durations.seconds(2))) {
            NetworkWordCount.count(streaming.textFileStream(args[0])).print();

            streaming.start();
            streaming.awaitTermination();
        }
    }
}
