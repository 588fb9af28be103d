package io.sluice.streaming.kafka;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which room of the connector may use which, and what none of them does. */
class KafkaArchitectureTest {
    private static final JavaClasses KAFKA = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sluice.streaming.kafka");

    @Test
    void theRoomOfTheClientUsesNoOther() {
        noClasses()
                .that()
                .resideInAPackage("io.sluice.streaming.kafka.client")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.sluice.streaming.kafka",
                        "io.sluice.streaming.kafka.direct..",
                        "io.sluice.streaming.kafka.receiver..",
                        "io.sluice.streaming.kafka.record..",
                        "io.sluice.streaming.kafka.sink..")
                .because("what is common to all must stand on none of them")
                .check(KAFKA);
    }

    @Test
    void recordsAreReadWithoutKnowingWhoReadsThem() {
        noClasses()
                .that()
                .resideInAPackage("io.sluice.streaming.kafka.record")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.sluice.streaming.kafka",
                        "io.sluice.streaming.kafka.direct..",
                        "io.sluice.streaming.kafka.receiver..",
                        "io.sluice.streaming.kafka.sink..")
                .because("a bad record is one wherever it comes from")
                .check(KAFKA);
    }

    @Test
    void readingDirectlyKnowsNeitherReceiversNorSinks() {
        noClasses()
                .that()
                .resideInAPackage("io.sluice.streaming.kafka.direct")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.sluice.streaming.kafka.receiver..", "io.sluice.streaming.kafka.sink..")
                .because("a program uses one of them without the others")
                .check(KAFKA);
    }

    @Test
    void theEngineIsNotNamed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.sluice.embedded..")
                .because("topics are read on a cluster too")
                .check(KAFKA);
    }

    @Test
    void timeComesFromTheClock() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .because("tests move time by hand, and waiting for brokers is the client's business")
                .check(KAFKA);
    }

    @Test
    void nothingStaticChanges() {
        fields().that()
                .areStatic()
                .should()
                .beFinal()
                .because("several programs may run in one JVM")
                .check(KAFKA);
    }
}
