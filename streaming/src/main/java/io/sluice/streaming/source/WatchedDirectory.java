package io.sluice.streaming.source;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.function.Function;
import io.sluice.storage.InputFile;
import io.sluice.storage.PathPattern;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory, or a pattern of directories, and which of its files count. Confined to the thread that plans. */
final class WatchedDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedDirectory.class);

    private final PathPattern directory;
    private final Function<Path, Boolean> filter;
    private boolean toldMissing;

    WatchedDirectory(String directory, Function<Path, Boolean> filter) {
        this.directory = PathPattern.of(directory);
        this.filter = requireNonNull(filter, "filter");
    }

    /** The files that are there; a directory that is missing is warned of once, and has none. */
    List<InputFile> files() {
        List<InputFile> there = directory.filesIfAny(name -> true);
        if (!there.isEmpty()) {
            toldMissing = false;
        } else if (!toldMissing) {
            tellIfMissing();
        }
        return there.stream().filter(this::counts).toList();
    }

    private void tellIfMissing() {
        try {
            directory.files();
        } catch (StreamException missing) {
            if (missing.code() != ErrorCode.INPUT_NOT_FOUND) {
                throw missing;
            }
            toldMissing = true;
            LOG.warn("{} Batches have no files until there is something.", missing.problem());
        }
    }

    private boolean counts(InputFile file) {
        try {
            return filter.call(file.asPath());
        } catch (Exception thrown) {
            throw FileErrors.filterFailed(file, thrown);
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
