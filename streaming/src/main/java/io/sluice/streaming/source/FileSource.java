package io.sluice.streaming.source;

import static java.util.Objects.requireNonNull;

import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.error.StreamException;
import io.sluice.file.FileFormat;
import io.sluice.function.Function;
import io.sluice.storage.InputFile;
import io.sluice.streaming.Time;
import io.sluice.time.StreamClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The files that appear in a directory. Each is read by one batch, whole: it must be moved in when it is finished, and one
 * that changes after it was taken fails the batch that reads it, or is told of if it had been read. A directory that
 * cannot be listed fails the batch.
 */
public final class FileSource<T> implements StreamSource<T, TakenFiles> {
    private final WatchedDirectory directory;
    private final FileFormat<T> format;
    private final boolean newFilesOnly;
    private final FileSettings settings;
    private final SluiceContext context;
    private final StreamClock clock;
    private final InputReports reports;
    private final FileSelection selection = new FileSelection();
    private Optional<Time> lastPlannedBefore = Optional.empty();

    /**
     * @param filter which files count
     * @param newFilesOnly whether files that are there at the start are left alone
     * @param reports tells of files that are not read, or were changed
     */
    public FileSource(
            String directory,
            FileFormat<T> format,
            Function<Path, Boolean> filter,
            boolean newFilesOnly,
            FileSettings settings,
            SluiceContext context,
            StreamClock clock,
            InputReports reports) {
        this.directory = new WatchedDirectory(directory, filter);
        this.format = requireNonNull(format, "format");
        this.newFilesOnly = newFilesOnly;
        this.settings = settings;
        this.context = context;
        this.clock = clock;
        this.reports = reports;
    }

    @Override
    public String name() {
        return reports.name();
    }

    @Override
    public Optional<PlanCodec<TakenFiles>> planCodec() {
        return Optional.of(new FileRecords());
    }

    /** Files that came while the program was down count as new, so it is remembered up to when it ran. */
    @Override
    public void resume(SourceCheckpoint<TakenFiles> checkpoint) {
        lastPlannedBefore = checkpoint.lastPlanned();
        checkpoint.memory().ifPresent(this::recall);
        checkpoint.plans().values().forEach(plan -> selection.taken(plan.files()));
    }

    private void recall(byte[] memory) {
        try {
            selection.read(new DataInputStream(new ByteArrayInputStream(memory)));
        } catch (IOException unreadable) {
            throw FileErrors.memoryUnreadable(name(), unreadable);
        }
    }

    @Override
    public byte[] memory() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            selection.write(out);
        } catch (IOException impossible) {
            throw new AssertionError("an array takes all bytes", impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public void start() {
        if (newFilesOnly && lastPlannedBefore.isEmpty()) {
            Instant now = clock.now();
            selection.passOver(directory.files().stream()
                    .filter(file -> !file.modified().isAfter(now))
                    .toList());
        }
    }

    @Override
    public Optional<TakenFiles> plan(Time time) {
        Time now = time.min(new Time(clock.millis())); // batch times may run ahead of a clock that was set back
        Time since = lastPlannedBefore.map(now::min).orElse(now);
        lastPlannedBefore = Optional.empty();
        Instant oldest = since.minus(settings.remember()).toInstant();
        FileSelection.Selected selected = selection.select(list(), oldest, time.toInstant());
        for (FileSelection.Change change : selected.changed()) {
            report(FileErrors.changed(change.taken(), change.now()));
        }
        if (!selected.tooOld().isEmpty()) {
            List<InputFile> tooOld = selected.tooOld();
            report(FileErrors.tooOld(tooOld.get(0), tooOld.size() - 1, oldest));
        }
        return Optional.of(new TakenFiles(selected.files()));
    }

    private List<InputFile> list() {
        long began = clock.nanoTime();
        List<InputFile> files = directory.files();
        Duration took = Duration.ofNanos(clock.nanoTime() - began);
        if (took.compareTo(settings.batchInterval()) > 0) {
            reports.error(
                    "listing the %d files of %s took %d ms, more than the batch interval of %d ms: move files that are done out of the directory"
                            .formatted(
                                    files.size(),
                                    directory,
                                    took.toMillis(),
                                    settings.batchInterval().toMillis()),
                    null);
        }
        return files;
    }

    private void report(StreamException problem) {
        reports.error(problem.problem() + " " + problem.remedy(), problem);
    }

    @Override
    public Rdd<T> rdd(TakenFiles input) {
        return context.fromSource(new FilePartitions<>(input.files(), format, context.defaultParallelism()));
    }
}
