package io.sluice;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.sluice.lineage.Lineage;
import io.sluice.operator.Operator;
import io.sluice.operator.ZipOperator;
import io.sluice.time.StreamClock;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The floors of the house, and what only some rooms may do. */
class ArchitectureTest {
    private static final JavaClasses SLUICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sluice");

    private static final DescribedPredicate<JavaClass> SHARED_WORDS = belongToAnyOf(
                    Tuple2.class,
                    Tuple3.class,
                    Tuple4.class,
                    Partitioner.class,
                    HashPartitioner.class,
                    StorageLevel.class,
                    TaskContext.class,
                    CallSite.class,
                    AccumulatorV2.class,
                    Broadcast.class,
                    Setting.class,
                    KnownSettings.class,
                    SluiceConf.class,
                    EngineSettings.class)
            .as("words that all floors share");

    @Test
    void lowerFloorsUseOnlySharedWordsOfTheApi() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.sluice")
                .should()
                .dependOnClassesThat(resideInAPackage("io.sluice").and(not(SHARED_WORDS)))
                .because("the API stands on the packages below it, which know no more of it than its vocabulary")
                .check(SLUICE);
    }

    @Test
    void nobodyNamesTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.sluice.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.sluice.embedded..")
                .because("an engine is found by the master it serves, and another one can take its place")
                .check(SLUICE);
    }

    @Test
    void lineageRunsNothing() {
        noClasses()
                .that(resideInAnyPackage("io.sluice.lineage..", "io.sluice.operator..", "io.sluice.function.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.sluice.engine..", "io.sluice.embedded.."))
                .because("a program is data before it is work, and more than one engine reads it")
                .check(SLUICE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new Packages())
                .should()
                .beFreeOfCycles()
                .because("a cycle means that two packages are one")
                .check(SLUICE);
    }

    @Test
    void timeComesFromTheClock() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.sluice.time")
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
                .because("tests move time by %s, and nothing may look past it"
                        .formatted(StreamClock.class.getSimpleName()))
                .check(SLUICE);
    }

    @Test
    void threadsComeFromNamedFactories() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.sluice.embedded.Workers")
                .and()
                .doNotHaveFullyQualifiedName("io.sluice.embedded.ShutdownHook")
                .and()
                .doNotHaveFullyQualifiedName("io.sluice.AsyncActions")
                .and()
                .doNotHaveFullyQualifiedName("io.sluice.operator.PipeThreads")
                .and()
                .doNotHaveFullyQualifiedName("io.sluice.storage.log.Forcer")
                .should()
                .callConstructorWhere(target(owner(assignableTo(Thread.class))))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Executors.class)
                .because("whoever starts a thread names it, and ends it when its owner closes")
                .check(SLUICE);
    }

    @Test
    void operatorsCanTravel() {
        classes()
                .that()
                .implement(Operator.class)
                .or()
                .implement(ZipOperator.class)
                .or()
                .implement(Lineage.class)
                .should()
                .beAssignableTo(Serializable.class)
                .because("a program that works in this process must work on a cluster")
                .check(SLUICE);
    }

    /** Packages as slices; the shared words are a slice of their own below all others. */
    private static final class Packages implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            JavaClass outermost = type;
            while (outermost.getEnclosingClass().isPresent()) {
                outermost = outermost.getEnclosingClass().get();
            }
            return SHARED_WORDS.test(outermost) || outermost.getPackageName().equals("io.sluice.error")
                    ? SliceIdentifier.ignore()
                    : SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
