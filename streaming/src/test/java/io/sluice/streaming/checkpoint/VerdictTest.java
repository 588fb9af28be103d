package io.sluice.streaming.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.StreamException;
import io.sluice.streaming.Time;
import io.sluice.streaming.checkpoint.Operator.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Operator CLICKS = operator("clicks", Kind.SOURCE, "socketTextStream", Map.of());
    private static final Operator QUEUE = operator("queue", Kind.SOURCE, "queueStream", Map.of("replayable", "false"));
    private static final Operator COUNTS = operator("counts", Kind.STATE, "mapWithState", Map.of("partitions", "2"));
    private static final Operator TOTALS = operator("totals", Kind.STATE, "mapWithState", Map.of("partitions", "2"));
    private static final Operator SHOWN = operator("print-1", Kind.OUTPUT, "print", Map.of());

    @Test
    void whenTheProgramIsAsItWas_thenItIsTheSame() {
        Verdict verdict = verdict(program(CLICKS, COUNTS, SHOWN), program(CLICKS, COUNTS, SHOWN));

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.SAME);
        assertThat(verdict).hasToString("Checkpoint /cp: same, the program goes on where it was");
    }

    @Test
    void whenSourcesAndOutputsComeAndGo_thenItIsCompatibleAndEachIsNamed() {
        Verdict verdict = verdict(program(CLICKS, SHOWN), program(QUEUE, COUNTS));

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.COMPATIBLE);
        assertThat(verdict).hasToString("""
                        Checkpoint /cp: compatible, the program goes on where it was
                          The source 'queue' (queueStream) is new.
                          The state 'counts' (mapWithState) is new.
                          The source 'clicks' (socketTextStream) is dropped.
                          The output 'print-1' (print) is dropped.""");
    }

    @Test
    void whenAStateSeemsRenamed_thenItIsIncompatibleAndTheWayOutNamesBoth() {
        Verdict verdict = verdict(program(CLICKS, COUNTS), program(CLICKS, TOTALS));

        assertThat(verdict.obstacles())
                .singleElement()
                .satisfies(obstacle -> assertThat(obstacle.wayOut())
                        .contains("name(\"counts\")")
                        .contains("sluice.streaming.checkpoint.giveUp=counts"));
        assertThatThrownBy(verdict::requireCompatible)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("The state 'counts' (mapWithState) is dropped.");
    }

    @Test
    void whenARenamedStateIsGivenUp_thenItIsCompatible() {
        Verdict verdict = verdict(history(program(COUNTS)), program(TOTALS), Set.of("counts"));

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.COMPATIBLE);
    }

    @Test
    void whenAStateHasOtherPartitionsOrAnotherOperation_thenItIsIncompatible() {
        Operator wider = operator("counts", Kind.STATE, "mapWithState", Map.of("partitions", "8"));
        Operator other = operator("counts", Kind.STATE, "updateStateByKey", Map.of("partitions", "2"));

        assertThat(verdict(program(COUNTS), program(wider)).obstacles())
                .extracting(Verdict.Finding::text)
                .containsExactly("The state 'counts' (mapWithState) had partitions 2 and has 8.");
        assertThat(verdict(program(COUNTS), program(other)).obstacles())
                .extracting(Verdict.Finding::text)
                .containsExactly("The state 'counts' (updateStateByKey) was made by mapWithState.");
    }

    @Test
    void whenAWindowWhoseValuesAreStateHasAnotherLengthOrSlide_thenItIsCompatibleAndBothAreNamed() {
        Operator window = window(Map.of("partitions", "2", "slide", "1000 ms", "window", "4000 ms"));
        Operator other = window(Map.of("partitions", "2", "slide", "2000 ms", "window", "2000 ms"));

        assertThat(verdict(program(window), program(other))).hasToString("""
                        Checkpoint /cp: compatible, the program goes on where it was
                          The state 'sums' (reduceByKeyAndWindow) had slide 1000 ms and has 2000 ms. Batches that it holds leave \
                        when they are too old, as they are.
                          The state 'sums' (reduceByKeyAndWindow) had window 4000 ms and has 2000 ms. Batches that it holds leave \
                        when they are too old for the new one; none come back.""");
    }

    @Test
    void whenAnOlderSluiceDidNotWriteTheLengthOfAWindow_thenItCountsAsTheSame() {
        Operator unknown = window(Map.of("partitions", "2"));
        Operator known = window(Map.of("partitions", "2", "slide", "1000 ms", "window", "4000 ms"));

        assertThat(verdict(program(unknown), program(known)).outcome()).isEqualTo(Verdict.Outcome.SAME);
    }

    @Test
    void whenItIsOfAnotherApplication_thenItIsIncompatible() {
        OperatorTable other = new OperatorTable("orders", Duration.ofSeconds(1), List.of(CLICKS));

        assertThat(verdict(program(CLICKS), other).obstacles())
                .singleElement()
                .satisfies(obstacle -> assertThat(obstacle.text()).contains("'clicks'", "'orders'"));
    }

    @Test
    void whenTheIntervalChanges_thenItFitsOnlyIfNoOldBatchIsNeeded() {
        OperatorTable slower = new OperatorTable("clicks", Duration.ofSeconds(5), List.of(CLICKS));

        assertThat(verdict(program(CLICKS), slower).outcome()).isEqualTo(Verdict.Outcome.COMPATIBLE);
        assertThat(verdict(unfinished(program(CLICKS)), slower, Set.of()).outcome())
                .isEqualTo(Verdict.Outcome.INCOMPATIBLE);
    }

    @Test
    void whenADroppedSourceHasUnfinishedBatches_thenItIsIncompatible() {
        Verdict verdict = verdict(unfinished(program(CLICKS, SHOWN)), program(QUEUE, SHOWN), Set.of());

        assertThat(verdict.obstacles())
                .extracting(Verdict.Finding::text)
                .containsExactly(
                        "The source 'clicks' (socketTextStream) is dropped, and 1 batches that did not run need it.");
    }

    @Test
    void whenUnfinishedBatchesHadRecordsInMemoryOnly_thenItSaysThatTheyAreGone() {
        Verdict verdict = verdict(unfinished(program(CLICKS, QUEUE)), program(CLICKS, QUEUE), Set.of());

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.SAME);
        assertThat(verdict.toString())
                .contains("1 batches were planned and not committed, the first one of 1970-01-01T00:00:02Z")
                .contains("What the source 'queue' (queueStream) gave to them is gone");
    }

    @Test
    void whenAskedForJson_thenTextIsEscaped() {
        Verdict verdict = new Verdict(
                "C:\\cp", true, List.of(new Verdict.Finding(Verdict.Weight.NOTE, "a \"quoted\"\nline", "")));

        assertThat(verdict.toJson()).isEqualTo("""
                        {
                          "checkpoint": "C:\\\\cp",
                          "verdict": "same",
                          "findings": [
                            {"weight": "note", "text": "a \\"quoted\\"\\nline", "wayOut": ""}
                          ]
                        }""");
    }

    private static Operator operator(String name, Kind kind, String operation, Map<String, String> properties) {
        return new Operator(name, kind, operation, true, new TreeMap<>(properties));
    }

    private static Operator window(Map<String, String> properties) {
        return operator("sums", Kind.STATE, "reduceByKeyAndWindow", properties);
    }

    private static OperatorTable program(Operator... operators) {
        return new OperatorTable("clicks", Duration.ofSeconds(1), List.of(operators));
    }

    private static History history(OperatorTable table) {
        return History.first(table, new Time(1000));
    }

    private static History unfinished(OperatorTable table) {
        Time time = new Time(2000);
        return new History(
                table,
                new Time(1000),
                new TreeMap<>(Map.of(time, Map.of("clicks", new byte[0]))),
                Set.of(time),
                new TreeMap<>(),
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.of(time),
                Optional.empty(),
                0);
    }

    private static Verdict verdict(OperatorTable before, OperatorTable now) {
        return verdict(history(before), now, Set.of());
    }

    private static Verdict verdict(History before, OperatorTable now, Set<String> givenUp) {
        return new Verdict("/cp", true, new Comparison(before, now, givenUp).findings());
    }
}
