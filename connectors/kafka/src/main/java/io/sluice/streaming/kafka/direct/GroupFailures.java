package io.sluice.streaming.kafka.direct;

import io.sluice.streaming.kafka.client.ClientErrors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/**
 * Says why a group did not take offsets. If it has members, someone else uses it; they are named. No offset of the program
 * is in danger, so it goes on. Thread-safe.
 */
final class GroupFailures implements Consumer<Throwable> {
    private final Admin admin;
    private final String group;
    private final Map<String, Object> params;
    private final Tally tally;

    GroupFailures(Admin admin, String group, Map<String, Object> params, Tally tally) {
        this.admin = admin;
        this.group = group;
        this.params = params;
        this.tally = tally;
    }

    @Override
    public void accept(Throwable thrown) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        if (cause instanceof UnknownMemberIdException
                || thrown instanceof UnknownMemberIdException
                || thrown instanceof CommitFailedException) {
            admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .toCompletionStage()
                    .whenComplete((found, failed) ->
                            tally.tell(DirectErrors.groupInUse(group, failed == null ? members(found) : "unknown")));
        } else {
            tally.tell(
                    ClientErrors.of("Offsets could not be committed to group '%s'".formatted(group), params, thrown));
        }
    }

    private static String members(ConsumerGroupDescription group) {
        return group.members().stream()
                .map(member -> "%s on %s".formatted(member.clientId(), member.host()))
                .collect(Collectors.joining(", "));
    }

    /** Another program has committed to the group. */
    void shared(String mark) {
        tally.tell(DirectErrors.groupInUse(group, mark.isEmpty() ? "a program that leaves no name" : mark));
    }

    /**
     * Sees at the start whether the group has members: offsets cannot be committed for them.
     *
     * @throws io.sluice.error.StreamException {@code KAFKA_GROUP_IN_USE}, naming them
     */
    void requireNoMembers(Duration patience) {
        try {
            ConsumerGroupDescription found = admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!found.members().isEmpty()) {
                throw DirectErrors.groupInUse(group, members(found));
            }
        } catch (ExecutionException | TimeoutException failed) {
            if (!(failed.getCause() instanceof GroupIdNotFoundException)) {
                throw ClientErrors.of(
                        "The consumer group '%s' could not be asked for".formatted(group), params, failed);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw ClientErrors.of("Asking for group '%s' was interrupted".formatted(group), params, interrupted);
        }
    }
}
