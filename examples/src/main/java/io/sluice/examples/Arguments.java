package io.sluice.examples;

/** Says how a program is called when it was called wrong. */
final class Arguments {
    private Arguments() {}

    static void require(String[] args, int atLeast, String usage) {
        if (args.length < atLeast) {
            throw new IllegalArgumentException(
                    "%d arguments are needed, got %d. Usage: %s".formatted(atLeast, args.length, usage));
        }
    }

    static String orElse(String[] args, int index, String absent) {
        return args.length > index ? args[index] : absent;
    }
}
