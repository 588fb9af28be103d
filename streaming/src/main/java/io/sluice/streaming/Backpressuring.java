package io.sluice.streaming;

import io.sluice.SluiceConf;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.graph.InputNode;
import io.sluice.streaming.graph.StreamGraph;
import io.sluice.streaming.rate.Backpressure;
import io.sluice.streaming.rate.RateSettings;
import java.util.Optional;

/** Makes the backpressure of a program, if its settings ask for it. */
final class Backpressuring {
    private Backpressuring() {}

    static Optional<Backpressure> of(StreamGraph graph, SluiceConf conf) {
        conf.get(StreamingSettings.BACKPRESSURE_ESTIMATOR); // another than ours is refused, wanted or not
        if (!conf.get(StreamingSettings.BACKPRESSURE)) {
            return Optional.empty();
        }
        Backpressure backpressure = backpressure(new RateSettings(
                graph.batchInterval(),
                conf.get(StreamingSettings.BACKPRESSURE_INITIAL_RATE),
                conf.get(StreamingSettings.PID_PROPORTIONAL),
                conf.get(StreamingSettings.PID_INTEGRAL),
                conf.get(StreamingSettings.PID_DERIVED),
                conf.get(StreamingSettings.PID_MIN_RATE)));
        for (InputNode<?, ?> input : graph.inputs()) {
            input.source().rateTarget().ifPresent(target -> backpressure.add(input.id(), input.name(), target));
        }
        return Optional.of(backpressure);
    }

    private static Backpressure backpressure(RateSettings settings) {
        try {
            return new Backpressure(settings);
        } catch (IllegalArgumentException outOfRange) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    outOfRange.getMessage(),
                    "Mend the setting of sluice.streaming.backpressure.pid that it is about, or leave it out.",
                    outOfRange);
        }
    }
}
