package io.sluice.embedded;

import io.sluice.TaskContext;
import io.sluice.file.ObjectFileOutput;
import io.sluice.file.ObjectFileRecords;
import io.sluice.lineage.Lineage;
import io.sluice.operator.Records;
import io.sluice.serializer.RecordCodec;
import io.sluice.serializer.RecordCodecs;
import io.sluice.storage.Compression;
import io.sluice.storage.DirectorySave;
import io.sluice.storage.InputFile;
import io.sluice.storage.PartAttempts;
import io.sluice.storage.PartFile;
import io.sluice.storage.StorageErrors;
import io.sluice.storage.WrittenPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The files that hold the records of one checkpointed node: an object file for each partition, in a directory that appears
 * whole. This process alone reads them. Thread-safe.
 */
final class CheckpointFiles<T> {
    /** About how many bytes a record has, to guess how much work a file is. */
    private static final int RECORD_BYTES = 64;

    private final Path directory;
    private final RecordCodecs codecs;
    private volatile List<InputFile> parts = List.of();

    CheckpointFiles(Path directory, RecordCodecs codecs) {
        this.directory = directory;
        this.codecs = codecs;
    }

    Path directory() {
        return directory;
    }

    long work() {
        return parts.size() + parts.stream().mapToLong(InputFile::length).sum() / RECORD_BYTES;
    }

    /**
     * Writes all partitions.
     *
     * @throws io.sluice.error.StreamException {@code DISK_FULL}, {@code OUTPUT_FAILED} or {@code RECORD_NOT_SERIALIZABLE};
     *     nothing is left behind
     */
    void write(JobRun run, Lineage<T> node, int[] partitions) {
        List<WrittenPart> written;
        try (DirectorySave save = DirectorySave.begin(directory, true)) {
            PartAttempts attempts = save.parts(Compression.NONE);
            written = run.run(node, partitions, (TaskContext task, int partition, Records<T> records) -> {
                try (PartFile part = attempts.begin(partition)) {
                    writeTo(part, records);
                    return part.commit();
                }
            });
            save.commit(written);
        }
        parts = listed(written);
    }

    private void writeTo(PartFile part, Records<T> records) throws Exception {
        RecordCodec codec = codecs.borrow();
        ObjectFileOutput out = new ObjectFileOutput(part, codec);
        records.forEach(out::write);
        out.finish();
        codecs.giveBack(codec);
    }

    private List<InputFile> listed(List<WrittenPart> written) {
        List<InputFile> files = new ArrayList<>();
        for (WrittenPart part : written) {
            Path file = directory.resolve(part.part());
            try {
                files.add(new InputFile(
                        file.toString(),
                        Files.size(file),
                        Files.getLastModifiedTime(file).toInstant()));
            } catch (IOException e) {
                throw StorageErrors.reading(file.toString(), e);
            }
        }
        return List.copyOf(files);
    }

    @SuppressWarnings("unchecked") // the file holds what was written to it
    Records<T> read(int partition, TaskContext task) {
        return new CheckedRecords<>(task, () -> {
            ObjectFileRecords records = new ObjectFileRecords(parts.get(partition), codecs.borrow());
            task.onCompletion(records);
            task.readingFrom(() -> records.position().toString());
            return () -> (Iterator<T>) records;
        });
    }

    void remove() {
        DirectorySave.remove(directory);
    }
}
