package io.sluice.file;

import static java.util.Objects.requireNonNull;

import io.sluice.TaskContext;
import io.sluice.lineage.PartitionedSource;
import io.sluice.lineage.SourcePartition;
import io.sluice.operator.Concatenation;
import io.sluice.operator.Records;
import io.sluice.operator.Sink;
import io.sluice.storage.FileSplit;
import io.sluice.storage.InputFile;
import io.sluice.storage.PathPattern;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The records of the files that a path names. The files are listed once, when the partitions are first asked for, so that a
 * missing one is an error of the first action and not of the program's line before. Thread-safe.
 *
 * @param <T> the records
 */
public final class FileSource<T> implements PartitionedSource<T> {
    /** About how many bytes a record has, to guess how much work a file is. */
    private static final int RECORD_BYTES = 64;

    private final String path;
    private final FileFormat<T> format;
    private final int minPartitions;
    private List<Part<T>> parts;

    /**
     * Files to be listed later.
     *
     * @param path as {@link PathPattern} reads it
     * @param minPartitions into how many partitions to cut the files at least, where the format allows it; files of other
     *     formats are put together, several small ones in a partition, to about that many
     */
    public FileSource(String path, FileFormat<T> format, int minPartitions) {
        this.path = requireNonNull(path, "path");
        this.format = requireNonNull(format, "format");
        this.minPartitions = minPartitions;
        PathPattern.of(path); // a pattern that cannot be read is an error of the line that has it
    }

    @Override
    public synchronized List<Part<T>> partitions() {
        if (parts == null) {
            List<InputFile> files = PathPattern.of(path).files();
            parts = format.splittable() ? split(files) : grouped(files);
        }
        return parts;
    }

    private List<Part<T>> split(List<InputFile> files) {
        return FileSplit.plan(files, minPartitions).stream()
                .map(split -> new Part<>(List.of(split), format))
                .toList();
    }

    private List<Part<T>> grouped(List<InputFile> files) {
        long total = files.stream().mapToLong(InputFile::length).sum();
        long enough = Math.min(FileSplit.DEFAULT_BLOCK_BYTES, total / Math.max(1, minPartitions));
        List<Part<T>> groups = new ArrayList<>();
        List<FileSplit> group = new ArrayList<>();
        long bytes = 0;
        for (InputFile file : files) {
            group.add(FileSplit.whole(file));
            bytes += file.length();
            if (bytes >= enough && enough > 0) {
                groups.add(new Part<>(List.copyOf(group), format));
                group.clear();
                bytes = 0;
            }
        }
        if (!group.isEmpty()) {
            groups.add(new Part<>(List.copyOf(group), format));
        }
        return List.copyOf(groups);
    }

    /** What travels to a task has its files listed. */
    private void writeObject(ObjectOutputStream out) throws IOException {
        partitions();
        out.defaultWriteObject();
    }

    @Override
    public String toString() {
        return path;
    }

    /** What one task reads: a part of a file, or several files one after the other. */
    public record Part<T>(List<FileSplit> splits, FileFormat<T> format) implements SourcePartition<T> {
        public Part {
            splits = List.copyOf(splits);
        }

        @Override
        public Records<T> read(TaskContext task) throws Exception {
            if (splits.size() == 1) {
                return format.read(splits.get(0), task);
            }
            List<Records<T>> each = new ArrayList<>(splits.size());
            for (FileSplit split : splits) {
                each.add(new Unopened<>(format, split, task));
            }
            return Concatenation.of(each);
        }

        @Override
        public long work() {
            long bytes = 0;
            for (FileSplit split : splits) {
                bytes += split.until() - split.from();
            }
            return splits.size() + bytes / RECORD_BYTES;
        }
    }

    /** A file that is opened when it is its turn. */
    private record Unopened<T>(FileFormat<T> format, FileSplit split, TaskContext task) implements Records<T> {
        @Override
        public Iterator<T> iterator() throws Exception {
            return format.read(split, task).iterator();
        }

        @Override
        public void forEach(Sink<? super T> sink) throws Exception {
            format.read(split, task).forEach(sink);
        }
    }
}
