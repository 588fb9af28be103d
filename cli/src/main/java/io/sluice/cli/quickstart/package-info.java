/**
 * The quickstart: a word count over a real socket, shown batch by batch. Start at {@link io.sluice.cli.quickstart.Quickstart},
 * the program itself; {@link io.sluice.cli.quickstart.LineServer} is what it reads from, {@link
 * io.sluice.cli.quickstart.Scoreboard} what it shows. {@link
 * io.sluice.cli.quickstart.KafkaQuickstart} does the same from topic to topic. Used by the command line only.
 */
package io.sluice.cli.quickstart;
