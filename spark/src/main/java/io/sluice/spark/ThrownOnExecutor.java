package io.sluice.spark;

/** Says what was thrown, in place of it: what itself cannot travel to the driver. Its class, words, lines and causes are kept. */
final class ThrownOnExecutor extends Exception {
    private static final long serialVersionUID = 1;

    private final String words;

    /**
     * @param thrown whose place it takes
     * @param cause of that, as it can travel; may be null
     */
    ThrownOnExecutor(Throwable thrown, Throwable cause) {
        super(message(thrown), cause);
        this.words = words(thrown);
        setStackTrace(thrown.getStackTrace());
    }

    private static String message(Throwable thrown) {
        try {
            return thrown.getMessage();
        } catch (RuntimeException unable) {
            return "";
        }
    }

    private static String words(Throwable thrown) {
        try {
            return thrown.toString();
        } catch (RuntimeException unable) {
            return thrown.getClass().getName();
        }
    }

    @SuppressWarnings("OverrideThrowableToString") // stack traces shall name the class that was thrown
    @Override
    public String toString() {
        return words;
    }
}
