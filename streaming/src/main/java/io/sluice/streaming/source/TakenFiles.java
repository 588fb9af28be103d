package io.sluice.streaming.source;

import io.sluice.storage.InputFile;
import java.util.List;
import java.util.stream.Collectors;

/** The files of a batch, as they were when they were listed. */
public record TakenFiles(List<InputFile> files) implements BatchInput {
    private static final int NAMED = 10;

    public TakenFiles {
        files = List.copyOf(files);
    }

    @Override
    public long records() {
        return -1;
    }

    @Override
    public String description() {
        String names = files.stream().limit(NAMED).map(InputFile::path).collect(Collectors.joining(", "));
        String more = files.size() > NAMED ? " and %d more".formatted(files.size() - NAMED) : "";
        return files.isEmpty() ? "no files" : names + more;
    }
}
