package io.sluice.benchmarks.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * The input of the word counts: 40 million words in 306 MB, in 10 files, lines of 60 to 72 bytes, 150,000 distinct
 * words with Zipf's frequencies. A file stays below the 32 MB that Spark reads as one partition, so that every program gets
 * the same ten pieces.
 */
public final class WordFiles {
    private static final int FILES = 10;
    private static final int WORDS_PER_FILE = 4_000_000;
    private static final int DISTINCT_WORDS = 150_000;
    private static final int LINE_BYTES = 60;
    private static final long SEED = 20_260_101;

    private WordFiles() {}

    /** The folder with the files, made now if this is the first time. A folder seen under its name is complete. */
    public static Path in(Path dataFolder) throws IOException {
        Path folder = dataFolder.resolve("words-40m");
        if (!Files.isDirectory(folder)) {
            Path unfinished = Files.createDirectories(dataFolder.resolve("words-40m.unfinished"));
            write(unfinished, FILES, WORDS_PER_FILE);
            Files.move(unfinished, folder);
        }
        return folder;
    }

    static void write(Path folder, int files, int wordsPerFile) throws IOException {
        ZipfWords words = new ZipfWords(DISTINCT_WORDS, SEED);
        for (int i = 0; i < files; i++) {
            Path file = folder.resolve("words-%02d.txt".formatted(i));
            writeFile(file, words, new SplittableRandom(SEED + 1 + i), wordsPerFile);
        }
    }

    private static void writeFile(Path file, ZipfWords words, SplittableRandom random, int count) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            int lineBytes = 0;
            for (int i = 1; i <= count; i++) {
                byte[] word = words.next(random);
                out.write(word);
                lineBytes += word.length + 1;
                boolean lineEnds = lineBytes > LINE_BYTES || i == count;
                out.write(lineEnds ? '\n' : ' ');
                lineBytes = lineEnds ? 0 : lineBytes;
            }
        }
    }
}
