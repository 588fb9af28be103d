package io.sluice.storage;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a file that one task reads: bytes {@code from} inclusive to {@code until} exclusive. A reader of lines or
 * records may read a little beyond, to the end of a record that starts inside.
 */
public record FileSplit(InputFile file, long from, long until) implements Serializable {
    /** No split is larger than this unless asked: what Hadoop takes for the block size of local files. */
    public static final long DEFAULT_BLOCK_BYTES = 32L << 20;

    /** The last split of a file may be this much larger than the others, which saves a tiny one. */
    private static final double SLOP = 1.1;

    public FileSplit {
        requireNonNull(file, "file");
        if (from < 0 || until < from || until > file.length()) {
            throw new IllegalArgumentException("split of '%s' must satisfy 0 <= from <= until <= %d, got [%d, %d)"
                    .formatted(file.path(), file.length(), from, until));
        }
    }

    /** All of a file. */
    public static FileSplit whole(InputFile file) {
        return new FileSplit(file, 0, file.length());
    }

    /** Cuts files with blocks of {@link #DEFAULT_BLOCK_BYTES}. */
    public static List<FileSplit> plan(List<InputFile> files, int minPartitions) {
        return plan(files, minPartitions, DEFAULT_BLOCK_BYTES);
    }

    /**
     * Cuts files into splits of equal size, at least {@code minPartitions} if they are large enough, by the rule of Spark
     * and Hadoop: a split has the bytes of all files divided by {@code minPartitions}, at most {@code blockBytes}; what
     * is left of a file joins its last split if that stays within 1.1 of the size. Small files are not put together,
     * compressed files are not cut, and empty files have no split.
     */
    public static List<FileSplit> plan(List<InputFile> files, int minPartitions, long blockBytes) {
        if (minPartitions < 0 || blockBytes < 1) {
            throw new IllegalArgumentException(
                    "need minPartitions >= 0 and blockBytes >= 1, got %d and %d".formatted(minPartitions, blockBytes));
        }
        long total = files.stream().mapToLong(InputFile::length).sum();
        long splitBytes = Math.max(1, Math.min(total / Math.max(1, minPartitions), blockBytes));
        List<FileSplit> splits = new ArrayList<>();
        for (InputFile file : files) {
            long from = 0;
            if (file.compression().isSplittable()) {
                for (; (double) (file.length() - from) / splitBytes > SLOP; from += splitBytes) {
                    splits.add(new FileSplit(file, from, from + splitBytes));
                }
            }
            if (from < file.length()) {
                splits.add(new FileSplit(file, from, file.length()));
            }
        }
        return List.copyOf(splits);
    }

    /** Whether this is all of its file. */
    boolean isWhole() {
        return from == 0 && until == file.length();
    }
}
