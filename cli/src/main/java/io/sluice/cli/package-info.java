/**
 * The command line of Sluice. Start at {@link io.sluice.cli.Sluice}; each other command is a class of its own. The script
 * {@code ./sluice} builds and calls it. The Sluice API does not depend on anything here.
 */
package io.sluice.cli;
