package io.sluice.cli;

import io.sluice.SluiceConf;
import io.sluice.streaming.StreamingContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;

/** A program for processes of their own: its first batch lasts until the JVM is told to end, or for ever, or fails. */
public final class StoppedProgram {
    private StoppedProgram() {}

    public static void main(String[] args) throws InterruptedException {
        CountDownLatch ending = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ending.countDown();
            say("hook of the program");
        }));
        SluiceConf conf = new SluiceConf().setMaster("local[1]").setAppName("stopped");
        try (StreamingContext streaming = new StreamingContext(conf, Duration.ofMillis(50))) {
            streaming.queueStream(new ArrayDeque<>()).foreachRDD(rdd -> {
                say("batch begins");
                switch (args[0]) {
                    case "fails" -> throw new IllegalStateException("no luck");
                    case "lasts" -> new CountDownLatch(1).await();
                    default -> ending.await();
                }
                say("batch ends");
                if (args.length > 1) {
                    Files.writeString(Path.of(args[1]), "batch ends"); // its output may have nobody left to read it
                }
            });
            streaming.start();
            streaming.awaitTermination();
        }
        say("main ends");
    }

    private static void say(String what) {
        System.out.println(what);
    }
}
