package io.sluice.streaming.event;

import java.util.Map;

/**
 * What one input gave to one batch.
 *
 * @param inputStreamId the input's number in the graph
 * @param numRecords -1 when that is not known before they are read
 * @param metadata what there is to say of it; {@code Description} is for people
 */
public record StreamInputInfo(int inputStreamId, long numRecords, Map<String, String> metadata) {
    /** The key of the metadata that is for people. */
    public static final String DESCRIPTION = "Description";

    public StreamInputInfo {
        metadata = Map.copyOf(metadata);
    }
}
