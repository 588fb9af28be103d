package io.sluice.file;

import io.sluice.TaskContext;
import io.sluice.operator.Records;
import io.sluice.storage.FileSplit;
import io.sluice.storage.FixedRecordReader;

/** Records of one length. */
record FixedLengthFormat(int recordLength) implements FileFormat<byte[]> {
    FixedLengthFormat {
        if (recordLength < 1) {
            throw new IllegalArgumentException("the record length must be at least 1, got " + recordLength);
        }
    }

    @Override
    public Records<byte[]> read(FileSplit split, TaskContext task) {
        FixedRecordReader reader = FixedRecordReader.open(split, recordLength);
        task.onCompletion(reader);
        task.readingFrom(() -> reader.position().toString());
        return () -> reader;
    }

    @Override
    public boolean splittable() {
        return true;
    }
}
