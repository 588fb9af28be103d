package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptResourcesTest {
    final List<String> closed = new ArrayList<>();

    private AutoCloseable resource(String name) {
        return () -> closed.add(name);
    }

    @Test
    void whatIsKeptIsMadeOnce_andClosedInReverseWhenTheContextStops() {
        SluiceContext context = new SluiceContext("local", "keeping");

        AutoCloseable first = context.keep("a", () -> resource("first"));
        context.keep("b", () -> resource("second"));

        assertThat(context.<AutoCloseable>keep("a", () -> resource("another"))).isSameAs(first);
        assertThat(closed).isEmpty();
        context.stop();
        context.stop();
        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void whatDoesNotCloseHoldsUpNothing() {
        SluiceContext context = new SluiceContext("local", "keeping");
        context.keep("a", () -> resource("first"));
        context.<AutoCloseable>keep("b", () -> () -> {
            throw new IllegalStateException("told to fail");
        });

        context.stop();

        assertThat(closed).containsExactly("first");
        assertThatThrownBy(() -> context.keep("a", () -> resource("late"))).hasMessageContaining("stopped");
    }
}
