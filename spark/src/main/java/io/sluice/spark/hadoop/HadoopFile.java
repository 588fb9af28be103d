package io.sluice.spark.hadoop;

import io.sluice.storage.log.LogStorage;
import java.io.IOException;

/** A file that is being written. */
interface HadoopFile extends LogStorage.AppendFile {
    /** Lets those who open it for reading see what was appended. */
    void show() throws IOException;
}
