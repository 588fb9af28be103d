package io.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Passes on what a program prints, and appends it to a file. When the file is full it becomes {@code FILE.1}, in place of
 * the one before, and another is begun. Thread-safe.
 */
final class KeptOutput implements AutoCloseable {
    private static final long FULL = 64 << 20;

    private final Path file;
    private final long full;
    private OutputStream out;
    private long length;
    private boolean refused;

    private KeptOutput(Path file, long full) throws IOException {
        this.file = file;
        this.full = full;
        open();
    }

    static KeptOutput in(Path file) throws IOException {
        return in(file, FULL);
    }

    static KeptOutput in(Path file, long full) throws IOException {
        return new KeptOutput(file, full);
    }

    private void open() throws IOException {
        out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        length = Files.size(file);
    }

    /** Passes on all of a stream until it ends; what the file does not take any more is passed on all the same. */
    void pass(InputStream from, PrintStream to) throws IOException {
        byte[] bytes = new byte[8192];
        for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
            to.write(bytes, 0, read);
            to.flush();
            keep(bytes, read, to);
        }
    }

    private synchronized void keep(byte[] bytes, int count, PrintStream told) {
        if (refused) {
            return;
        }
        try {
            if (length + count > full && length > 0) {
                out.close();
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                open();
            }
            out.write(bytes, 0, count);
            length += count;
        } catch (IOException cause) {
            refused = true; // the program must not stand still because nobody takes its output
            told.println("sluice run --supervise: %s takes no more output: %s".formatted(file, cause));
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
