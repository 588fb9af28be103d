package io.sluice.benchmarks.workload;

import java.util.List;

/** All workloads, in the order they are run and reported. */
public final class Workloads {
    public static final List<Workload> ALL = List.of(
            new StartUp(),
            new SmallBatches(),
            new WordCount(),
            new SocketLines(),
            new SmallHeap(),
            new BigShuffle(),
            new Soak(),
            KeyedState.updateStateByKey(),
            KeyedState.mapWithState(),
            IncrementalWindow.full(),
            StoreLatency.full(),
            ReceivedLog.full(),
            Recovery.full(),
            LongRun.full(),
            KafkaRead.full(),
            AdCampaigns.full(),
            KafkaLatency.full(),
            KafkaBacklog.full(),
            new ClusterWordCount(),
            new ClusterBatch(),
            KeyedState.mapWithState().onCluster(2),
            KeyedState.updateStateByKey().onCluster(3),
            ClusterRecovery.full());

    private Workloads() {}

    public static List<String> names() {
        return ALL.stream().map(Workload::name).toList();
    }
}
