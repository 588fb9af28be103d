package io.sluice.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a program stands on. Each has a class path of its own: Spark's libraries never reach a Sluice program. */
public enum Platform {
    SPARK {
        @Override
        String classPath(Home home) {
            return withLibraries(home, "spark-libs");
        }

        /** Those that spark-submit gives its drivers, as far as a program without SQL and ML can meet them. */
        @Override
        List<String> moduleFlags() {
            return Stream.of(
                            "java.lang",
                            "java.lang.invoke",
                            "java.lang.reflect",
                            "java.io",
                            "java.net",
                            "java.nio",
                            "java.util",
                            "java.util.concurrent",
                            "java.util.concurrent.atomic",
                            "jdk.internal.ref",
                            "sun.nio.ch",
                            "sun.nio.cs",
                            "sun.security.action",
                            "sun.util.calendar")
                    .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
                    .toList();
        }
    },
    SLUICE {
        @Override
        String classPath(Home home) {
            return withLibraries(home, "sluice-libs");
        }
    },
    /** A Kafka broker, with what the module kafka-broker needs. */
    BROKER {
        @Override
        String classPath(Home home) {
            Path module = home.folder().resolveSibling("connectors").resolve("kafka-broker");
            return home.classes() + ":" + module.resolve("target/classes") + ":" + module.resolve("target/broker-libs")
                    + "/*";
        }
    },
    /** A program on a Spark cluster, with the Spark that the module spark is built with: the same for drivers and executors. */
    CLUSTER {
        @Override
        String classPath(Home home) {
            Path checkout = home.folder().getParent();
            Path kit = checkout.resolve("spark-cluster/target/classes");
            Path jars = kit.resolve("io/sluice/spark/cluster/jars-of-spark");
            try {
                return home.classes() + ":" + kit + ":" + checkout.resolve("spark/target/classes") + ":"
                        + Files.readString(jars).strip() + ":" + home.libraries("sluice-libs") + "/*";
            } catch (IOException notBuilt) {
                throw new UncheckedIOException("the module spark-cluster is not built", notBuilt);
            }
        }

        @Override
        List<String> moduleFlags() {
            return SPARK.moduleFlags();
        }
    },
    /** The same with Spark's own streaming, in the version that there is: of 4.1.3 there is none. */
    SPARK_STREAMING_ON_CLUSTER {
        @Override
        String classPath(Home home) {
            return CLUSTER.classPath(home) + ":"
                    + home.libraries("spark-libs").resolve("spark-streaming_2.13-4.1.0.jar");
        }

        @Override
        List<String> moduleFlags() {
            return SPARK.moduleFlags();
        }
    },
    PLAIN {
        @Override
        String classPath(Home home) {
            return home.classes().toString();
        }
    };

    abstract String classPath(Home home);

    List<String> moduleFlags() {
        return List.of();
    }

    private static String withLibraries(Home home, String folder) {
        Path libraries = home.libraries(folder);
        return home.classes() + ":" + libraries + "/*";
    }
}
