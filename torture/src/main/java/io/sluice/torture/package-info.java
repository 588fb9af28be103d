/**
 * Ends a program again and again, at random moments and at each step of a batch, starts it again, and counts what was lost,
 * came twice or out of order. Start at {@link io.sluice.torture.Torture}; {@code ./sluice torture} runs it.
 *
 * <p>Five modes: {@code kill} ends the process and cuts the power; {@code faults} damages files and lets the disk fail, and
 * expects every damage to be named; {@code unsafe} takes one safety away at a time, and expects that it is missed;
 * {@code kafka} ends a program that goes from topic to topic, and its broker; {@code cluster} ends driver and executors of one on
 * a Spark cluster, which has disks as they are.
 */
package io.sluice.torture;
