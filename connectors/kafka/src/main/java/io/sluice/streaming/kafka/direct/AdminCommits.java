package io.sluice.streaming.kafka.direct;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;

/**
 * Commits for a group that has no members. One request is under way at a time, and what is given meanwhile travels together in
 * the next one, so batches of a few milliseconds are no burden. Thread-safe.
 */
final class AdminCommits implements GroupCommits {
    private final Admin admin;
    private final String group;
    private final GroupFailures failures;
    private final String mark;
    private final Checks checks;
    private Pending next = new Pending();
    private boolean underWay;
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

    /**
     * @param failures is told why a commit failed, on a thread of the client
     * @param mark what is written next to each offset, by which others are told from us
     * @param checks when to see whether others commit to the group too
     */
    AdminCommits(Admin admin, String group, GroupFailures failures, String mark, Checks checks) {
        this.admin = admin;
        this.group = group;
        this.failures = failures;
        this.mark = mark;
        this.checks = checks;
    }

    /** Says whether it is time for a check; called again only after that check. */
    @FunctionalInterface
    interface Checks {
        boolean isDue();
    }

    private static final class Pending {
        private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        private final List<Runnable> succeeded = new ArrayList<>();
        private final List<Consumer<Exception>> failed = new ArrayList<>();
    }

    @Override
    public synchronized void commit(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        offsets.forEach((partition, offset) ->
                next.offsets.put(partition, new OffsetAndMetadata(offset.offset(), offset.leaderEpoch(), mark)));
        if (callback != null) {
            next.succeeded.add(() -> callback.onComplete(offsets, null));
            next.failed.add(failure -> callback.onComplete(offsets, failure));
        }
        sendNext();
    }

    private synchronized void sendNext() {
        if (underWay || next.offsets.isEmpty()) {
            return;
        }
        Pending sent = next;
        next = new Pending();
        if (idle.isDone()) {
            idle = new CompletableFuture<>();
        }
        underWay = true;
        admin.alterConsumerGroupOffsets(group, sent.offsets)
                .all()
                .toCompletionStage()
                .whenComplete((nothing, thrown) -> done(sent, thrown));
    }

    private void done(Pending sent, Throwable thrown) {
        try {
            if (thrown == null) {
                sent.succeeded.forEach(Runnable::run);
            } else {
                failures.accept(thrown);
                Exception failure =
                        thrown instanceof Exception exception ? exception : new IllegalStateException(thrown);
                sent.failed.forEach(callback -> callback.accept(failure));
            }
        } finally {
            if (thrown == null && checks.isDue()) {
                admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .toCompletionStage()
                        .whenComplete((found, failed) -> checked(sent, found));
            } else {
                goOn();
            }
        }
    }

    /** Nobody else commits between a commit of ours and the look at it, unless they share the group. */
    private void checked(Pending sent, Map<TopicPartition, OffsetAndMetadata> found) {
        try {
            if (found != null) {
                sent.offsets.keySet().stream()
                        .map(found::get)
                        .filter(offset -> offset != null && !offset.metadata().equals(mark))
                        .findFirst()
                        .ifPresent(foreign -> failures.shared(foreign.metadata()));
            }
        } finally {
            goOn();
        }
    }

    private synchronized void goOn() {
        underWay = false;
        sendNext();
        if (!underWay) {
            idle.complete(null);
        }
    }

    @Override
    public void close(Duration timeout) {
        CompletableFuture<Void> done;
        synchronized (this) {
            done = idle;
        }
        try {
            done.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            failures.accept(late);
        }
    }
}
