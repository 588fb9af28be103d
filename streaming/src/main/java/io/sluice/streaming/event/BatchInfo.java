package io.sluice.streaming.event;

import io.sluice.streaming.Time;
import java.util.Map;

/**
 * How a batch is, at the moment of the event that carries it.
 *
 * @param streamIdToInputInfo what each input gave, by the input's number in the graph
 * @param submissionTime when it was planned, in milliseconds since 1970
 * @param processingStartTime when its first output began, -1 before
 * @param processingEndTime when its last output ended, -1 before
 * @param outputOperationInfos its outputs, by their number in the graph
 */
public record BatchInfo(
        Time batchTime,
        Map<Integer, StreamInputInfo> streamIdToInputInfo,
        long submissionTime,
        long processingStartTime,
        long processingEndTime,
        Map<Integer, OutputOperationInfo> outputOperationInfos) {
    public BatchInfo {
        streamIdToInputInfo = Map.copyOf(streamIdToInputInfo);
        outputOperationInfos = Map.copyOf(outputOperationInfos);
    }

    /** From planning to the first output's begin in milliseconds, -1 before. */
    public long schedulingDelay() {
        return processingStartTime < 0 ? -1 : processingStartTime - submissionTime;
    }

    /** From the first output's begin to the last one's end in milliseconds, -1 before. */
    public long processingDelay() {
        return processingEndTime < 0 || processingStartTime < 0 ? -1 : processingEndTime - processingStartTime;
    }

    /** From planning to the last output's end in milliseconds, -1 before. */
    public long totalDelay() {
        return processingEndTime < 0 ? -1 : processingEndTime - submissionTime;
    }

    /** The records of all inputs that know how many they gave. */
    public long numRecords() {
        return streamIdToInputInfo.values().stream()
                .mapToLong(StreamInputInfo::numRecords)
                .filter(records -> records > 0)
                .sum();
    }
}
