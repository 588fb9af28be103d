package io.sluice.streaming;

import io.sluice.SluiceConf;
import io.sluice.engine.LongTasks;
import io.sluice.streaming.graph.InputNode;
import io.sluice.streaming.receiver.ReceiveBudget;
import io.sluice.streaming.receiver.ReceivedBlocks;
import io.sluice.streaming.receiver.ReceivedLogSettings;
import io.sluice.streaming.receiver.Receiver;
import io.sluice.streaming.receiver.ReceiverSettings;
import io.sluice.streaming.receiver.ReceiverSource;
import io.sluice.streaming.receiver.RemoteReceiverSource;
import io.sluice.streaming.source.StreamSource;
import java.time.Duration;
import java.util.Optional;

/** Makes streams of receivers, which share their context's settings and its room for what is received. */
final class Receiving {
    private final StreamingContext streaming;
    private final ReceiverSettings settings;
    private final ReceiveBudget budget;

    Receiving(StreamingContext streaming) {
        SluiceConf conf = streaming.sluiceContext().getConf();
        this.streaming = streaming;
        this.settings = new ReceiverSettings(
                streaming.graph().batchInterval(),
                conf.get(StreamingSettings.BLOCK_INTERVAL),
                conf.get(StreamingSettings.RECEIVER_MAX_RATE),
                conf.get(StreamingSettings.RECEIVER_RESTART_DELAY),
                new ReceivedLogSettings(
                        conf.get(StreamingSettings.RECEIVER_LOG),
                        conf.get(StreamingSettings.RECEIVER_LOG_CLASS),
                        Duration.ofSeconds(conf.get(StreamingSettings.RECEIVER_LOG_ROLLING)),
                        Math.toIntExact(conf.get(StreamingSettings.RECEIVER_LOG_MAX_FAILURES)),
                        conf.get(StreamingSettings.RECEIVER_LOG_CLOSE_FILE),
                        conf.get(StreamingSettings.RECEIVER_STORE_TIMEOUT)));
        this.budget = new ReceiveBudget(conf.get(StreamingSettings.RECEIVER_BUFFER));
    }

    <T> ReceiverInputDStream<T> from(Receiver<T> receiver) {
        Optional<LongTasks> executors = streaming.sluiceContext().engine().longTasks();
        InputNode<T, ReceivedBlocks<T>> node = new InputNode<>(
                streaming.graph(),
                id -> executors.isPresent() ? on(executors.get(), id, receiver) : here(id, receiver));
        return new ReceiverInputDStream<>(streaming, node, receiver);
    }

    private <T> StreamSource<T, ReceivedBlocks<T>> here(int id, Receiver<T> receiver) {
        return new ReceiverSource<>(
                id, receiver, settings, budget, streaming.sluiceContext(), streaming.clock(), streaming.events());
    }

    private <T> StreamSource<T, ReceivedBlocks<T>> on(LongTasks executors, int id, Receiver<T> receiver) {
        return new RemoteReceiverSource<>(
                id,
                receiver,
                settings,
                streaming.sluiceContext().getConf().get(StreamingSettings.RECEIVER_BUFFER),
                executors,
                streaming.sluiceContext(),
                streaming.clock(),
                streaming.events());
    }
}
