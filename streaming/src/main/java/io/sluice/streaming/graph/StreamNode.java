package io.sluice.streaming.graph;

import io.sluice.CallSite;
import io.sluice.Rdd;
import io.sluice.StorageLevel;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of the graph: for each valid time, an RDD, made when first asked for and the same one from then on. A time is
 * valid when it is a multiple of the node's slide after the graph's zero time. Built on one thread; after the start, confined
 * to the thread that plans batches.
 *
 * @param <T> the records
 */
public abstract class StreamNode<T> {
    private static final Logger LOG = LoggerFactory.getLogger(StreamNode.class);

    private final StreamGraph graph;
    private final int id;
    private final CallSite site;
    private final String derivedName;
    private String givenName = "";
    private final List<StreamNode<?>> parents;
    private final Map<Time, Optional<Rdd<T>>> made = new ConcurrentSkipListMap<>();
    private StorageLevel level = StorageLevel.NONE;
    private boolean levelChosen;
    private Duration checkpointInterval = Duration.ZERO;
    private Duration remember = Duration.ZERO;

    protected StreamNode(StreamGraph graph, List<StreamNode<?>> parents) {
        this.graph = graph;
        this.parents = List.copyOf(parents);
        this.site = CallSite.here();
        this.id = graph.register(this);
        this.derivedName = graph.nextName(site.operation());
    }

    /** Makes the RDD of a valid time, or none if there is nothing for that time. */
    protected abstract Optional<Rdd<T>> compute(Time time);

    /** How far apart this node's times are. */
    public Duration slide() {
        return parents.get(0).slide();
    }

    /** Throws if the node's settings do not fit; called once, before the start. */
    final void validate() {
        long interval = checkpointInterval.toMillis();
        if (interval % slide().toMillis() != 0) {
            throw new StreamException(
                    ErrorCode.GRAPH_INVALID,
                    "The checkpoint interval of %s, %d ms, is no multiple of its slide, %d ms."
                            .formatted(site, interval, slide().toMillis()),
                    "Choose a multiple of the slide.");
        }
    }

    /** Throws if something is missing that this kind of node needs to run; called once, before the start, if an output uses it. */
    protected void check() {}

    /** How long the RDDs of the parents are needed, given how long this node's are. */
    protected Duration parentsRemember(Duration own) {
        return own;
    }

    public final int id() {
        return id;
    }

    /** The line of the program that made the node. */
    public final CallSite site() {
        return site;
    }

    /**
     * What a checkpoint knows the node by: what the program said, else the operation with a number, such as {@code
     * socketTextStream-1} for the first one.
     */
    public final String name() {
        return givenName.isEmpty() ? derivedName : givenName;
    }

    /** Whether the program gave it its name. */
    public final boolean isNamed() {
        return !givenName.isEmpty();
    }

    /** Names the node; before the start only. */
    public void name(String name) {
        graph.requireNotStarted("a name");
        givenName = graph.requireGoodName(name);
    }

    public final StreamGraph graph() {
        return graph;
    }

    public final List<StreamNode<?>> parents() {
        return parents;
    }

    public final StorageLevel level() {
        return level;
    }

    /** Keeps the RDDs in a certain way; before the start only. */
    public final void persist(StorageLevel newLevel) {
        graph.requireNotStarted("persist");
        if (levelChosen && !level.equals(newLevel)) {
            throw new UnsupportedOperationException(
                    "the stream of %s is persisted as %s already".formatted(site, level.description()));
        }
        level = newLevel;
        levelChosen = true;
    }

    /** Keeps the RDDs in memory unless the program said how to keep them. */
    final void persistByDefault(StorageLevel byDefault) {
        if (!levelChosen) {
            level = byDefault;
        }
    }

    /** The RDD of a time; none if the time is not valid, or there is nothing for it. */
    public final synchronized Optional<Rdd<T>> rddFor(Time time) {
        Optional<Rdd<T>> known = made.get(time);
        if (known != null) {
            return known;
        }
        if (!isValid(time)) {
            return Optional.empty();
        }
        Optional<Rdd<T>> fresh = graph.context().at(site, () -> compute(time));
        StorageLevel kept = levelAt(time);
        if (kept.isValid()) {
            fresh.ifPresent(rdd -> rdd.persist(kept));
        }
        if (writesCheckpoints() && isCheckpointTime(time)) {
            fresh.ifPresent(Rdd::checkpoint);
        }
        made.put(time, fresh);
        return fresh;
    }

    /** How the RDD of a time is kept. */
    protected StorageLevel levelAt(Time time) {
        return level;
    }

    /** Whether an interval between checkpoints means anything to this kind of node. */
    protected boolean writesCheckpoints() {
        return true;
    }

    /** Writes the RDD of every such interval to the checkpoint directory, and keeps RDDs meanwhile; before the start only. */
    public final void checkpointEvery(Duration interval) {
        graph.requireNotStarted("checkpoint");
        checkpointInterval = interval;
        if (writesCheckpoints()) {
            persistByDefault(StorageLevel.MEMORY_ONLY_SER);
        }
    }

    private boolean isCheckpointTime(Time time) {
        return !checkpointInterval.isZero()
                && (time.milliseconds() - graph.zeroTime().milliseconds()) % checkpointInterval.toMillis() == 0;
    }

    private boolean isValid(Time time) {
        Time zero = graph.zeroTime();
        if (time.lessEq(zero)) {
            LOG.debug("{} is before the start, {}: no records", time, zero);
            return false;
        }
        return (time.milliseconds() - zero.milliseconds()) % slide().toMillis() == 0;
    }

    /** Has this node, and so its parents, keep RDDs for at least that long. */
    final void remember(Duration atLeast) {
        Duration own = atLeast.compareTo(slide()) > 0 ? atLeast : slide();
        if (own.compareTo(remember) > 0) {
            remember = own;
            parents.forEach(parent -> parent.remember(parentsRemember(remember)));
        }
    }

    public final Duration rememberDuration() {
        return remember;
    }

    /** Drops RDDs of times so old that nobody can ask for them when batch {@code done} is over. */
    final void forget(Time done, boolean unpersist, Consumer<Rdd<?>> dropped) {
        Time oldest = done.minus(remember);
        made.entrySet().removeIf(entry -> {
            boolean old = entry.getKey().lessEq(oldest);
            if (old && unpersist && levelAt(entry.getKey()).isValid()) {
                entry.getValue().ifPresent(Rdd::unpersist);
            }
            if (old) {
                entry.getValue().ifPresent(dropped);
            }
            return old;
        });
        forgetUntil(oldest);
    }

    /** Drops what the node itself keeps for times at or before {@code oldest}. */
    protected void forgetUntil(Time oldest) {}

    final void forEachRemembered(Consumer<Rdd<?>> visitor) {
        made.values().forEach(rdd -> rdd.ifPresent(visitor));
    }

    /** How many times' RDDs are remembered now. */
    public final int remembered() {
        return made.size();
    }

    @Override
    public String toString() {
        return "%s[%d] %s".formatted(getClass().getSimpleName(), id, site);
    }
}
