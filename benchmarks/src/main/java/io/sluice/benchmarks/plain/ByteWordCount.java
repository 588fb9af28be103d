package io.sluice.benchmarks.plain;

import io.sluice.benchmarks.program.ColdAndWarm;
import io.sluice.benchmarks.program.WordTally;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The word count on bytes: no line and no word becomes an object. About the least this work can cost in Java. */
public final class ByteWordCount {
    private static final int BUFFER_BYTES = 1 << 20;

    private ByteWordCount() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        ColdAndWarm.measure(() -> count(folder));
    }

    private static WordTally count(Path folder) throws Exception {
        List<ByteWordTable> tables = FileWorkers.run(folder, ByteWordTable::new, ByteWordCount::countFile);
        ByteWordTable all = tables.get(0);
        tables.subList(1, tables.size()).forEach(all::addAll);
        return all.tally();
    }

    private static void countFile(Path file, ByteWordTable table) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        int kept = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer, kept, buffer.length - kept)) {
                int end = kept + read;
                int wordStart = countWords(buffer, end, table);
                kept = end - wordStart;
                System.arraycopy(buffer, wordStart, buffer, 0, kept);
            }
        }
        if (kept > 0) {
            throw new IOException(file + " does not end with a line break");
        }
    }

    /** Counts the words that end before {@code end}; returns where the unfinished one starts. */
    private static int countWords(byte[] buffer, int end, ByteWordTable table) {
        int start = 0;
        int hash = 0;
        for (int i = 0; i < end; i++) {
            byte b = buffer[i];
            if (b == ' ' || b == '\n') {
                table.add(buffer, start, i - start, hash, 1);
                start = i + 1;
                hash = 0;
            } else {
                hash = 31 * hash + b;
            }
        }
        return start;
    }
}
