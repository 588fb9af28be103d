package io.sluice.streaming.receiver;

import java.io.Serializable;

/** Where a {@link WriteAheadLog} has put a record; it is written to the checkpoint by Java serialisation. */
public interface WriteAheadLogRecordHandle extends Serializable {}
