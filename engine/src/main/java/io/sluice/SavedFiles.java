package io.sluice;

import io.sluice.file.ObjectFileOutput;
import io.sluice.operator.Records;
import io.sluice.serializer.RecordCodec;
import io.sluice.serializer.RecordCodecs;
import io.sluice.storage.Compression;
import io.sluice.storage.DirectorySave;
import io.sluice.storage.PartAttempts;
import io.sluice.storage.PartFile;
import io.sluice.storage.PathPattern;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Saves datasets as directories with one file for each partition, empty ones too. The directory appears whole, or not at
 * all; a task that is tried again, or runs twice at a time, leaves one file.
 */
public final class SavedFiles {
    private SavedFiles() {}

    /** Writes the records of one partition. */
    @FunctionalInterface
    private interface Content<T> extends Serializable {
        void write(Records<T> records, PartFile part) throws Exception;
    }

    /**
     * Saves what {@link String#valueOf(Object)} makes of each record, as lines of UTF-8.
     *
     * @param overwrite whether to replace a directory that is there
     */
    public static <T> void text(RddLike<T, ?> rdd, String path, Compression compression, boolean overwrite) {
        save(rdd, path, compression, overwrite, SavedFiles::writeLines);
    }

    /** Like {@link #text(RddLike, String, Compression, boolean)}, in a save that was begun; it is over then in any case. */
    public static <T> void text(RddLike<T, ?> rdd, DirectorySave save, Compression compression) {
        save(rdd, save, compression, SavedFiles::writeLines);
    }

    /**
     * Saves the records themselves, to be read with {@code objectFile}. Java serialization writes them, so that programs of
     * later versions can read them by its rules.
     *
     * @param overwrite whether to replace a directory that is there
     */
    public static <T> void objects(RddLike<T, ?> rdd, String path, boolean overwrite) {
        save(rdd, path, Compression.NONE, overwrite, SavedFiles::writeObjects);
    }

    /** The compression of that name: {@code none}, {@code gzip} or {@code zstd}. */
    public static Compression compression(String codec) {
        return switch (codec.toLowerCase(Locale.ROOT)) {
            case "none", "" -> Compression.NONE;
            case "gzip", "gz" -> Compression.GZIP;
            case "zstd", "zst" -> Compression.ZSTD;
            default ->
                throw new IllegalArgumentException("codec '%s' is not known: use none, gzip or zstd".formatted(codec));
        };
    }

    private static <T> void save(
            RddLike<T, ?> rdd, String path, Compression compression, boolean overwrite, Content<T> content) {
        Path target = PathPattern.plainPath(path);
        rdd.context().sweepBeside(target);
        save(rdd, DirectorySave.begin(target, overwrite), compression, content);
    }

    private static <T> void save(RddLike<T, ?> rdd, DirectorySave save, Compression compression, Content<T> content) {
        try (save) {
            PartAttempts parts = save.parts(compression);
            save.commit(rdd.context().runJob(rdd, (task, records) -> {
                try (PartFile part = parts.begin(task.partitionId())) {
                    content.write(records, part);
                    return part.commit();
                }
            }));
        }
    }

    private static <T> void writeLines(Records<T> records, PartFile part) throws Exception {
        records.forEach(record -> part.writeLine(String.valueOf(record)));
    }

    private static <T> void writeObjects(Records<T> records, PartFile part) throws Exception {
        RecordCodec codec = RecordCodecs.java(Thread.currentThread().getContextClassLoader())
                .borrow();
        ObjectFileOutput out = new ObjectFileOutput(part, codec);
        records.forEach(out::write);
        out.finish();
    }
}
