package io.sluice.streaming.kafka.record;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Dead letters in a directory, which executors share if there are any: a file for each range that has any, {@code BATCH-TOPIC-PARTITION-FROM.letters}, which
 * appears when it is whole; two attempts at a range do not meet before. A range that is read again replaces its file, so each letter is there once. The format is that of
 * {@link LetterFile}.
 */
record LetterDirectory(String path) implements DeadLetterBox {
    static final String SUFFIX = ".letters";

    @Override
    public Letters open(long batch, String range) {
        Path file = Path.of(path, "%d-%s%s".formatted(batch, range, SUFFIX));
        Path unfinished = Path.of(path, ".%d-%s.%s.unfinished".formatted(batch, range, UUID.randomUUID()));
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new Writing(file, unfinished, channel, batch);
        } catch (IOException failed) {
            throw failed(file, failed);
        }
    }

    private static StreamException failed(Path file, IOException cause) {
        return new StreamException(
                ErrorCode.OUTPUT_FAILED,
                "Dead letters could not be written to %s: %s.".formatted(file, cause.getMessage()),
                "See to the directory that sluice.streaming.kafka.deadLetter names: its disk, and the right to write.",
                cause);
    }

    private static final class Writing implements Letters {
        private final Path file;
        private final Path unfinished;
        private final FileChannel channel;
        private final DataOutputStream out;
        private final long batch;

        Writing(Path file, Path unfinished, FileChannel channel, long batch) throws IOException {
            this.file = file;
            this.unfinished = unfinished;
            this.channel = channel;
            this.batch = batch;
            this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
            LetterFile.begin(out);
        }

        @Override
        public void add(DeadLetter letter) {
            try {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                LetterFile.write(letter, batch, new DataOutputStream(bytes));
                LetterFile.frame(bytes.toByteArray(), out);
            } catch (IOException failed) {
                throw failed(file, failed);
            }
        }

        @Override
        public void finish() {
            try {
                out.flush();
                channel.force(true);
                channel.close();
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException failed) {
                throw failed(file, failed);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
                Files.deleteIfExists(unfinished);
            } catch (IOException left) {
                throw new UncheckedIOException(left);
            }
        }
    }
}
