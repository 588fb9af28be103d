package io.sluice.cli.quickstart;

import java.io.PrintStream;

/** Where the quickstart prints: lines that stay, and on a terminal one line at the bottom that is rewritten. Thread-safe. */
public final class Screen {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private boolean bottomShown;

    /** @param terminal whether {@code out} is one; if not, no control characters are written */
    public Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    boolean isTerminal() {
        return terminal;
    }

    /** Prints lines; the bottom line, if there is one, gives way. */
    synchronized void print(String lines) {
        if (bottomShown) {
            out.print(CLEAR_LINE);
            bottomShown = false;
        }
        out.println(lines);
        out.flush();
    }

    /** On a terminal the bottom line, elsewhere a line like others. */
    synchronized void progress(String line) {
        if (!terminal) {
            print(line);
            return;
        }
        out.print(CLEAR_LINE + line);
        out.flush();
        bottomShown = true;
    }
}
