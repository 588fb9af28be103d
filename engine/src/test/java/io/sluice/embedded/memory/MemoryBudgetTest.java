package io.sluice.embedded.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private static final long MEGABYTE = 1 << 20;

    final MemoryBudget budget = new MemoryBudget(100 * MEGABYTE);

    @Test
    void reservesUpToTheLimit_andAgainWhatWasReleased() {
        assertThat(budget.tryReserve(60 * MEGABYTE)).isTrue();
        assertThat(budget.tryReserve(60 * MEGABYTE)).isFalse();

        budget.release(20 * MEGABYTE);

        assertThat(budget.tryReserve(60 * MEGABYTE)).isTrue();
        assertThat(budget.used()).isEqualTo(100 * MEGABYTE);
    }

    @Nested
    class GivenTwoEvictors {
        final List<String> asked = new ArrayList<>();

        GivenTwoEvictors() {
            budget.addEvictor(wanted -> evict("old", wanted));
            budget.addEvictor(wanted -> evict("young", wanted));
        }

        long evict(String name, long wanted) {
            asked.add(name + " " + wanted / MEGABYTE);
            budget.release(10 * MEGABYTE);
            return 10 * MEGABYTE;
        }

        @Test
        void nobodyIsAskedWhileThereIsRoom() {
            budget.tryReserve(100 * MEGABYTE);

            assertThat(asked).isEmpty();
        }

        @Test
        void theOldestIsAskedFirst_andTheNextOnlyIfThatWasNotEnough() {
            budget.tryReserve(100 * MEGABYTE);

            boolean granted = budget.tryReserve(15 * MEGABYTE);

            assertThat(granted).isTrue();
            assertThat(asked).containsExactly("old 15", "young 5");
        }

        @Test
        void nobodyIsAskedForMoreThanThereIs() {
            assertThat(budget.tryReserve(101 * MEGABYTE)).isFalse();
            assertThat(asked).isEmpty();
        }
    }

    @Nested
    class GivenShares {
        final MemoryShare share = budget.share();

        @Test
        void oneAloneMayHaveAll() {
            assertThat(share.ensure(100 * MEGABYTE)).isTrue();
        }

        @Test
        void whileThereAreTwo_noneGrowsBeyondHalf() {
            MemoryShare other = budget.share();
            other.ensure(MEGABYTE);

            assertThat(share.ensure(60 * MEGABYTE)).isFalse();
            assertThat(share.ensure(50 * MEGABYTE)).isTrue();

            other.close();
            assertThat(share.ensure(60 * MEGABYTE)).isTrue();
        }

        @Test
        void aLittleIsGrantedEvenWhenNothingIsLeft() {
            budget.tryReserve(100 * MEGABYTE);

            assertThat(share.ensure(MEGABYTE)).isTrue();
            assertThat(share.ensure(20 * MEGABYTE)).isFalse();
        }

        @Test
        void closingGivesEverythingBack() {
            share.ensure(30 * MEGABYTE);

            share.close();

            assertThat(budget.used()).isZero();
        }

        @Test
        void detachingLeavesTheBytesToSomeoneElse() {
            share.ensure(30 * MEGABYTE);

            long handedOver = share.detach();
            share.close();

            assertThat(budget.used()).isEqualTo(handedOver).isGreaterThanOrEqualTo(30 * MEGABYTE);
        }
    }
}
