package io.sluice.torture.program;

import java.nio.file.Path;

/**
 * Where the tables are: in a file, which one process opens, or behind a server, which keeps the file while processes come and go.
 *
 * @param file without its ending
 * @param port of H2's server on this machine, 0 if there is none
 */
public record Database(Path file, int port) {
    private static final int RETENTION_MILLIS = 1_000_000_000;
    private static final int PATIENCE_MILLIS = 60_000;

    /** One that the process which writes to it opens by itself. */
    public static Database embedded(Path file) {
        return new Database(file, 0);
    }

    /** The same one, for the process that has the file. */
    public Database here() {
        return embedded(file);
    }

    /**
     * Its address, with every commit written when it returns.
     *
     * <p>H2 uses the space of old chunks again when they are 45 s old. A file that was left in the middle of that may be opened
     * at a chunk before the last one: a chunk names the block that the next one is expected at, it went elsewhere, and the
     * header that should say so is older (seen with 2.5.252 after SIGKILL: the last 15 chunks, all whole, were passed over). What
     * was committed in between is gone. So no space is used again here for as long as a trial may last.
     */
    public String url() {
        String place = port == 0 ? "file:" + file : "tcp://127.0.0.1:%d/%s".formatted(port, file);
        return "jdbc:h2:%s;WRITE_DELAY=0;RETENTION_TIME=%d;LOCK_TIMEOUT=%d;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE"
                .formatted(place, RETENTION_MILLIS, PATIENCE_MILLIS);
    }
}
