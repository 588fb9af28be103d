package io.sluice.file;

import io.sluice.TaskContext;
import io.sluice.operator.Records;
import io.sluice.serializer.RecordCodecs;
import io.sluice.storage.FileSplit;

/** Serialized records, as {@code saveAsObjectFile} writes them. */
record ObjectFormat<T>() implements FileFormat<T> {
    @Override
    @SuppressWarnings("unchecked") // the program says what the file holds
    public Records<T> read(FileSplit split, TaskContext task) {
        RecordCodecs codecs = RecordCodecs.java(Thread.currentThread().getContextClassLoader());
        ObjectFileRecords records = new ObjectFileRecords(split.file(), codecs.borrow());
        task.onCompletion(records);
        task.readingFrom(() -> records.position().toString());
        return () -> (java.util.Iterator<T>) records;
    }
}
