package io.sluice.cli;

import java.nio.file.Path;

/** Where the files of the repository are, as seen from this module's tests. */
final class Checkout {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private Checkout() {}
}
