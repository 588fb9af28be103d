package io.sluice.streaming.sink;

/** What an output promises about a batch that comes again, because the one before did not end, or its end was not noted. */
public enum SinkGuarantee {
    /** The batch's token is stored in one transaction with its results; a batch whose token is there is passed over. */
    TRANSACTIONAL("the token is stored with the results", true),
    /** The same results replace what was there. */
    IDEMPOTENT("a batch that runs again replaces its results", true),
    /** The program's own function gets the token; that it stores it, is up to the program. */
    TOKEN_GIVEN("it is assumed that the function stores the token with the results", true),
    /** Results are written again. */
    REPEATS("a batch that runs again writes again", false);

    private final String words;
    private final boolean once;

    SinkGuarantee(String words, boolean once) {
        this.words = words;
        this.once = once;
    }

    /** Why, in a few words. */
    public String words() {
        return words;
    }

    /** Whether results count once, however often a batch runs. */
    public boolean once() {
        return once;
    }
}
