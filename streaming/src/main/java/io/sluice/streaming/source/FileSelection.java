package io.sluice.streaming.source;

import io.sluice.storage.InputFile;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which of the files that are there belong to a batch: those that no batch has had, modified after {@code oldest} and
 * not after the batch's time. Remembers a file while it is there, and until its modification time alone keeps it out.
 * Confined to the thread that plans.
 *
 * <p>Unlike in Spark, a file that is moved in after the start counts as new even if it was modified before the start, and
 * one that is too old to be read is told of, once.
 */
final class FileSelection {
    private final Map<String, Known> known = new HashMap<>();

    private record Known(InputFile file, boolean taken) {}

    /** A file that a batch has had, as it was then and as it is now. */
    record Change(InputFile taken, InputFile now) {}

    /** What a listing means. */
    record Selected(List<InputFile> files, List<InputFile> tooOld, List<Change> changed) {}

    /** These files were there before the program and are not read, unless they are modified. */
    void passOver(List<InputFile> present) {
        present.forEach(file -> known.put(file.path(), new Known(file, false)));
    }

    /** These files had been read by an earlier run of the program. */
    void taken(List<InputFile> files) {
        files.forEach(file -> known.put(file.path(), new Known(file, true)));
    }

    /** Writes what is known: the files that were read, then the others. */
    void write(DataOutput out) throws IOException {
        FileRecords.write(files(true), out);
        FileRecords.write(files(false), out);
    }

    private List<InputFile> files(boolean taken) {
        return known.values().stream()
                .filter(file -> file.taken() == taken)
                .map(Known::file)
                .toList();
    }

    /** Takes up what {@link #write} wrote. */
    void read(DataInput in) throws IOException {
        taken(FileRecords.readFiles(in));
        passOver(FileRecords.readFiles(in));
    }

    Selected select(List<InputFile> listed, Instant oldest, Instant time) {
        Selected selected = new Selected(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (InputFile file : listed) {
            Known before = known.get(file.path());
            if (before != null && before.taken()) {
                noticeChange(before.file(), file, selected);
            } else if (before == null || !before.file().modified().equals(file.modified())) {
                consider(file, oldest, time, selected);
            }
        }
        forget(listed, oldest);
        return selected;
    }

    private void noticeChange(InputFile taken, InputFile now, Selected selected) {
        if (!taken.equals(now)) {
            selected.changed().add(new Change(taken, now));
            known.put(now.path(), new Known(now, true));
        }
    }

    private void consider(InputFile file, Instant oldest, Instant time, Selected selected) {
        if (file.modified().isAfter(time)) {
            return; // a later batch's
        }
        boolean take = file.modified().isAfter(oldest);
        (take ? selected.files() : selected.tooOld()).add(file);
        known.put(file.path(), new Known(file, take));
    }

    private void forget(List<InputFile> listed, Instant oldest) {
        if (known.size() > listed.size()) {
            Set<String> there = listed.stream().map(InputFile::path).collect(Collectors.toSet());
            known.values()
                    .removeIf(entry -> !there.contains(entry.file().path())
                            && !entry.file().modified().isAfter(oldest));
        }
    }

    /** How many files are remembered. */
    int remembered() {
        return known.size();
    }
}
