package io.sluice.file;

import io.sluice.TaskContext;
import io.sluice.operator.Records;
import io.sluice.operator.Sink;
import io.sluice.storage.FileSplit;
import io.sluice.storage.LineReader;
import java.util.Iterator;

/** Lines of text. */
record LineFormat() implements FileFormat<String> {
    @Override
    public Records<String> read(FileSplit split, TaskContext task) {
        LineReader reader = LineReader.open(split);
        task.onCompletion(reader);
        task.readingFrom(() -> reader.position().toString());
        return new Records<>() {
            @Override
            public Iterator<String> iterator() {
                return reader.iterator();
            }

            @Override
            public void forEach(Sink<? super String> sink) throws Exception {
                reader.forEach(sink::accept);
            }
        };
    }

    @Override
    public boolean splittable() {
        return true;
    }
}
