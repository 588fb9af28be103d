/**
 * Programs to start from, each with a main method of its own and a test beside it. Each builds its streams in a static method
 * that takes the input stream, so that the test runs the same code as the main method does.
 *
 * <p>{@link io.sluice.examples.Examples} lists them; {@code ./sluice run network-word-count localhost 9999} runs one. Start at
 * {@link io.sluice.examples.NetworkWordCount}.
 */
package io.sluice.examples;
