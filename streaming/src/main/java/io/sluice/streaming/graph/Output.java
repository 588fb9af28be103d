package io.sluice.streaming.graph;

import io.sluice.CallSite;
import io.sluice.Rdd;
import io.sluice.function.VoidFunction2;
import io.sluice.streaming.Batch;
import io.sluice.streaming.sink.SinkGuarantee;

/**
 * What is to happen with a stream's RDD in each batch.
 *
 * @param <T> the records
 */
public final class Output<T> {
    private final int id;
    private final StreamNode<T> parent;
    private final VoidFunction2<Rdd<T>, Batch> action;
    private final String target;
    private final SinkGuarantee guarantee;
    private final CallSite site = CallSite.here();
    private final String derivedName;
    private String givenName = "";

    private Output(StreamNode<T> parent, String target, SinkGuarantee guarantee, VoidFunction2<Rdd<T>, Batch> action) {
        this.parent = parent;
        this.target = target;
        this.guarantee = guarantee;
        this.action = action;
        this.id = parent.graph().register(this);
        this.derivedName = parent.graph().nextName(site.operation());
    }

    /**
     * Adds an output to the stream's graph.
     *
     * @param target where results go, in a few words
     * @param guarantee what happens when a batch comes again
     */
    public static <T> Output<T> register(
            StreamNode<T> parent, String target, SinkGuarantee guarantee, VoidFunction2<Rdd<T>, Batch> action) {
        return new Output<>(parent, target, guarantee, action);
    }

    /** What tokens and checkpoints know it by: what the program said, else such as {@code foreachRDD-1}. */
    public String name() {
        return givenName.isEmpty() ? derivedName : givenName;
    }

    /** Whether the program gave it its name. */
    public boolean isNamed() {
        return !givenName.isEmpty();
    }

    /** Names the output; before the start only. */
    public void name(String name) {
        parent.graph().requireNotStarted("a name");
        givenName = parent.graph().requireGoodName(name);
    }

    /** Counts up from 0 in the order in which the program made its outputs. */
    public int id() {
        return id;
    }

    /** The operation and the line that called it. */
    public CallSite site() {
        return site;
    }

    /** Where results go, in a few words. */
    public String target() {
        return target;
    }

    /** What happens when a batch comes again. */
    public SinkGuarantee guarantee() {
        return guarantee;
    }

    public StreamNode<T> parent() {
        return parent;
    }

    VoidFunction2<Rdd<T>, Batch> action() {
        return action;
    }
}
