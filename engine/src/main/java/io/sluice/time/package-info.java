/**
 * What time it is, and waiting for it. The only package that asks the operating system, so that a test can move time by
 * hand and a program under test never sleeps.
 *
 * <p>Start at {@link io.sluice.time.StreamClock}; programs run on {@link io.sluice.time.SystemClock}, tests on {@link
 * io.sluice.time.ManualClock}. Used by whoever waits or measures; uses nothing.
 */
package io.sluice.time;
