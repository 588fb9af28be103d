package io.sluice.spark;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.RDDInfo;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.storage.StreamBlockId;
import org.apache.spark.util.AccumulatorV2;
import org.apache.spark.util.SizeEstimator;
import org.apache.spark.util.TaskCompletionListener;
import org.apache.spark.util.collection.ExternalAppendOnlyMap;
import org.junit.jupiter.api.Test;

/** What of Spark is used where. */
class SparkArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sluice.spark");

    /** In Spark's own documentation, for programs or for those who extend Spark. */
    private static final DescribedPredicate<JavaClass> PUBLIC = belongToAnyOf(
            AccumulatorV2.class,
            BlockId.class,
            ExternalAppendOnlyMap.class,
            RDDInfo.class,
            SizeEstimator.class,
            StorageLevel.class,
            StreamBlockId.class,
            TaskCompletionListener.class);

    private static final DescribedPredicate<JavaClass> PRIVATE = resideInAnyPackage(
                    "org.apache.spark.deploy..",
                    "org.apache.spark.memory..",
                    "org.apache.spark.rpc..",
                    "org.apache.spark.shuffle..",
                    "org.apache.spark.storage..",
                    "org.apache.spark.util..")
            .and(DescribedPredicate.not(PUBLIC))
            .or(belongToAnyOf(SparkEnv.class));

    @Test
    void whatSparkKeepsToItselfIsUsedInOnePlace() {
        noClasses()
                .that(DescribedPredicate.not(belongToAnyOf(SparkInternals.class)))
                .should()
                .dependOnClassesThat(PRIVATE)
                .because("another version of Spark may have changed it, and one file is to be looked through then")
                .check(OURS);
    }
}
