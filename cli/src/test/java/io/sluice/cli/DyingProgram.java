package io.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/** Dies without a word of Java's as often as it is told, counting in a file; then it is done, or waits for a signal. */
public final class DyingProgram {
    private DyingProgram() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path lives = Path.of(args[0]);
        Files.writeString(lives, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        long life = Files.size(lives);
        System.out.println("life " + life);
        System.err.println("said by life " + life);
        if (life <= Integer.parseInt(args[1])) {
            Runtime.getRuntime().halt(7);
        }
        if (args.length > 2) {
            System.out.println("waits");
            new CountDownLatch(1).await();
        }
    }
}
