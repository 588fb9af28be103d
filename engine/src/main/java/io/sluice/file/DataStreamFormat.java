package io.sluice.file;

import io.sluice.TaskContext;
import io.sluice.Tuple2;
import io.sluice.operator.Records;
import io.sluice.storage.FileSplit;
import java.util.List;

/** Files as records that are read when the program wants to. */
record DataStreamFormat() implements FileFormat<Tuple2<String, PortableDataStream>> {
    @Override
    public Records<Tuple2<String, PortableDataStream>> read(FileSplit split, TaskContext task) {
        task.readingFrom(() -> "'%s'".formatted(split.file().path()));
        return () -> List.of(new Tuple2<>(split.file().path(), new PortableDataStream(split.file())))
                .iterator();
    }
}
