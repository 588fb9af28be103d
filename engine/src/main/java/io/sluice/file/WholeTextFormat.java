package io.sluice.file;

import io.sluice.TaskContext;
import io.sluice.Tuple2;
import io.sluice.operator.Records;
import io.sluice.storage.FileSplit;
import io.sluice.storage.WholeFile;
import java.util.List;

/** Texts of files as records. */
record WholeTextFormat() implements FileFormat<Tuple2<String, String>> {
    @Override
    public Records<Tuple2<String, String>> read(FileSplit split, TaskContext task) {
        task.readingFrom(() -> "'%s'".formatted(split.file().path()));
        return () -> List.of(new Tuple2<>(split.file().path(), WholeFile.text(split.file())))
                .iterator();
    }
}
