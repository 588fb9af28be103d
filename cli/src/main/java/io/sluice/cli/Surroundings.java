package io.sluice.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command finds around it.
 *
 * @param home the checkout
 * @param terminal whether {@code out} is one
 * @param ownJvm whether this JVM runs nothing but the command, which may then say what signals do and how it ends
 * @param environment its variables
 */
record Surroundings(
        Path home,
        boolean terminal,
        PrintStream out,
        PrintStream err,
        boolean ownJvm,
        Map<String, String> environment) {}
