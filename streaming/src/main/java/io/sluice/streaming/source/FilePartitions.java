package io.sluice.streaming.source;

import io.sluice.TaskContext;
import io.sluice.file.FileFormat;
import io.sluice.lineage.PartitionedSource;
import io.sluice.lineage.SourcePartition;
import io.sluice.operator.Records;
import io.sluice.storage.FileSplit;
import io.sluice.storage.InputFile;
import java.util.List;

/** The files of a batch as partitions: one for each, or more for a large one that can be split. */
final class FilePartitions<T> implements PartitionedSource<T> {
    private static final long LEAST_SPLIT_BYTES = 1 << 20;

    private final List<Part<T>> parts;

    FilePartitions(List<InputFile> files, FileFormat<T> format, int parallelism) {
        List<FileSplit> splits = format.splittable()
                ? FileSplit.plan(files, worthwhile(files, parallelism))
                : files.stream().map(FileSplit::whole).toList();
        parts = splits.stream().map(split -> new Part<>(split, format)).toList();
    }

    private static int worthwhile(List<InputFile> files, int parallelism) {
        long bytes = files.stream().mapToLong(InputFile::length).sum();
        return (int) Math.min(parallelism, bytes / LEAST_SPLIT_BYTES);
    }

    @Override
    public List<Part<T>> partitions() {
        return parts;
    }

    /** A split, which is read only if its file is still what was listed, and stays so meanwhile. */
    record Part<T>(FileSplit split, FileFormat<T> format) implements SourcePartition<T> {
        @Override
        public Records<T> read(TaskContext task) throws Exception {
            FileErrors.requireUnchanged(split.file());
            task.onCompletion(() -> FileErrors.requireUnchanged(split.file()));
            return format.read(split, task);
        }
    }
}
