package io.sluice.storage.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Where durable data lives: one directory of files that only grow at their end, and small files that are replaced as a whole.
 * This is the seam between formats and what keeps them: the local disk here, other file systems in their modules, faults and
 * kills in the torture tests. Names are relative, with {@code /} between their parts. Thread-safe; one
 * thread at a time appends to an {@link AppendFile}, and another may force it meanwhile.
 */
public interface LogStorage {
    /** A storage for a directory below this one; the directory is made when something is first written. */
    LogStorage below(String directory);

    /** Where it is, for messages. */
    String location();

    /** The files and directories right here, in the order of their names; none if the directory is not there. */
    List<String> list() throws IOException;

    /**
     * Sees to it that whoever wrote a file before, a process that has ended or is thought to have, changes it no more, so that
     * what is read of it from now on is what {@link #append} goes on from. Nothing if the file is not there.
     */
    void settle(String name) throws IOException;

    /** Opens a file for appending, making it and its directories if need be; durable only after {@link AppendFile#force}. */
    AppendFile append(String name) throws IOException;

    /**
     * Opens a file for reading, at what was appended to it through this object, and what was forced through others; {@link
     * java.nio.file.NoSuchFileException} if it is not there.
     */
    ReadFile read(String name) throws IOException;

    /** Makes the file have this content, durably: readers see the old content or the new one, also after a crash. */
    void replace(String name, ByteBuffer content) throws IOException;

    /** Cuts a file, durably. */
    void truncate(String name, long length) throws IOException;

    /** Removes a file, or a directory with all in it; nothing if it is not there. */
    void delete(String name) throws IOException;

    /**
     * Keeps other processes, and other owners in this one, from the same lock until it is closed or the process ends.
     *
     * @throws AlreadyLockedException if someone has it
     */
    Closeable lock(String name) throws IOException;

    /** A file that is written at its end. */
    interface AppendFile extends Closeable {
        long length() throws IOException;

        /** Writes all that remains in the buffers, one after the other. */
        void append(ByteBuffer... content) throws IOException;

        /** Returns when everything appended before the call is on the disk. */
        void force() throws IOException;
    }

    /** A file that is read at any place. */
    interface ReadFile extends Closeable {
        long length() throws IOException;

        /** Reads until the buffer is full or the file ends; answers how many bytes. */
        int read(ByteBuffer into, long position) throws IOException;
    }

    /** Someone else has the lock. */
    final class AlreadyLockedException extends IOException {
        private static final long serialVersionUID = 1;

        public AlreadyLockedException(String message) {
            super(message);
        }
    }
}
