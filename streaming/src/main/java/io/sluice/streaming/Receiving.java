package io.sluice.streaming;

import io.sluice.SluiceConf;
import io.sluice.streaming.graph.InputNode;
import io.sluice.streaming.receiver.ReceiveBudget;
import io.sluice.streaming.receiver.ReceivedBlocks;
import io.sluice.streaming.receiver.ReceivedLogSettings;
import io.sluice.streaming.receiver.Receiver;
import io.sluice.streaming.receiver.ReceiverSettings;
import io.sluice.streaming.receiver.ReceiverSource;
import java.time.Duration;

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
        InputNode<T, ReceivedBlocks<T>> node = new InputNode<>(
                streaming.graph(),
                id -> new ReceiverSource<>(
                        id,
                        receiver,
                        settings,
                        budget,
                        streaming.sluiceContext(),
                        streaming.clock(),
                        streaming.events()));
        return new ReceiverInputDStream<>(streaming, node, receiver);
    }
}
