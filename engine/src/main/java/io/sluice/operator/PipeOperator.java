package io.sluice.operator;

import io.sluice.TaskContext;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/**
 * The lines that a process of the operating system, one for each partition, writes when the records go into it as lines.
 *
 * <p>The task writes records only when the lines that have come back so far are used up; a thread of the process's own takes
 * what it writes, so that neither side waits for the other with full hands.
 *
 * @param command the program and its arguments
 * @param environment variables to add to those of this process
 * @param ownDirectory whether each process starts in an empty directory of its own, removed afterwards
 * @param bufferSize of what is written, in characters
 * @param encoding the name of the character set of both directions
 */
public record PipeOperator<T>(
        List<String> command, Map<String, String> environment, boolean ownDirectory, int bufferSize, String encoding)
        implements Operator<T, String> {
    public PipeOperator {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("pipe needs a command");
        }
        if (bufferSize < 1) {
            throw new IllegalArgumentException("pipe needs a buffer of at least one character, got " + bufferSize);
        }
        Charset.forName(encoding);
    }

    @Override
    public Records<String> apply(Step step, Records<T> in) {
        return () -> {
            try {
                return new Lines(step, in.iterator());
            } catch (IOException notStarted) {
                throw step.failed(notStarted);
            }
        };
    }

    /** What the process writes. Confined to the task, but for the queue. */
    private final class Lines implements Iterator<String>, AutoCloseable {
        private static final Object END = new Object();

        private final Step step;
        private final Iterator<T> records;
        private final Path directory;
        private final Process process;
        private final BufferedWriter input;
        private final BlockingQueue<Object> output = new LinkedBlockingQueue<>();
        private final Thread reader;
        private boolean writing = true;
        private Object next;

        Lines(Step step, Iterator<T> records) throws IOException {
            this.step = step;
            this.records = records;
            Charset charset = Charset.forName(encoding);
            directory = ownDirectory ? Files.createTempDirectory("sluice-pipe-") : null;
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            if (ownDirectory) {
                builder.directory(directory.toFile());
            }
            try {
                process = builder.start();
            } catch (IOException notStarted) {
                removeDirectory();
                throw notStarted;
            }
            input = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), charset), bufferSize);
            reader = PipeThreads.start(process, () -> read(charset));
            TaskContext task = step.task();
            task.onCompletion(this);
        }

        private void read(Charset charset) {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), charset))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    output.add(line);
                }
            } catch (IOException closed) {
                output.add(closed);
            }
            output.add(END);
        }

        @Override
        public boolean hasNext() {
            while (next == null) {
                next = output.poll();
                if (next == null && writing) {
                    writeOne();
                } else if (next == null) {
                    next = awaitOutput();
                }
                if (next instanceof IOException broken) {
                    throw step.failed(broken);
                }
                if (next == END) {
                    requireSuccess();
                }
            }
            return next != END;
        }

        private void writeOne() {
            boolean more = records.hasNext();
            String line = more ? String.valueOf(records.next()) : "";
            try {
                if (more) {
                    input.write(line);
                    input.newLine();
                } else {
                    finishInput();
                }
            } catch (IOException gone) {
                writing = false; // the process wants no more, like head; its exit status says whether that is right
            }
        }

        private void finishInput() throws IOException {
            writing = false;
            input.close();
        }

        private Object awaitOutput() {
            try {
                return output.take();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw step.failed(interrupted);
            }
        }

        private void requireSuccess() {
            int status;
            try {
                status = process.waitFor();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw step.failed(interrupted);
            }
            if (status != 0) {
                throw step.failed(
                        new IllegalStateException("the command %s ended with status %d".formatted(command, status)));
            }
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            String line = (String) next;
            next = null;
            return line;
        }

        @Override
        public void close() {
            process.destroyForcibly();
            try {
                process.waitFor();
                reader.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            removeDirectory();
        }

        private void removeDirectory() {
            if (directory == null) {
                return;
            }
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException stays) {
                directory.toFile().deleteOnExit(); // a temporary directory: not worth the task
            }
        }
    }
}
