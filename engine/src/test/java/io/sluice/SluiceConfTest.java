package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.StreamException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SluiceConfTest {
    final SluiceConf conf = new SluiceConf(false).setMaster("local").setAppName("test");

    @Test
    void aContextTakesACopy_whichItsReadOnlyFormShows() {
        try (SluiceContext context = new SluiceContext(conf)) {
            conf.setAppName("another");
            context.getConf().setAppName("a third");

            assertThat(context.getReadOnlyConf().get("sluice.app.name")).isEqualTo("test");
            assertThat(context.appName()).isEqualTo("test");
        }
    }

    @Test
    void aKeyOfSparkIsTakenForItsOwn_unlessThatIsSetToo() {
        SluiceConf taken = conf.set("spark.default.parallelism", "7")
                .set("spark.app.name", "theirs")
                .checked();

        assertThat(taken.get(EngineSettings.DEFAULT_PARALLELISM)).isEqualTo(7);
        assertThat(taken.get(EngineSettings.APP_NAME)).isEqualTo("test");
    }

    @Test
    void whatSparkSubmitLeavesInSystemPropertiesIsTaken() {
        System.setProperty("spark.master", "local[3]");
        System.setProperty("spark.sluice.default.parallelism", "7");
        try {
            SluiceConf taken = new SluiceConf().checked();

            assertThat(taken.get(EngineSettings.MASTER)).isEqualTo("local[3]");
            assertThat(taken.get(EngineSettings.DEFAULT_PARALLELISM)).isEqualTo(7);
        } finally {
            System.clearProperty("spark.master");
            System.clearProperty("spark.sluice.default.parallelism");
        }
    }

    @Test
    void anUnknownSettingIsRefused_alsoWhenItTravelsAsOneOfSparks() {
        assertThatThrownBy(conf.set("spark.sluice.no.such", "7")::checked).hasMessageContaining("sluice.no.such");
    }

    @Test
    void sparksSerializersAreKnownByTheirClasses() {
        SluiceConf kryo = conf.clone().set("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
        SluiceConf java = conf.clone().set("spark.serializer", "org.apache.spark.serializer.JavaSerializer");

        assertThat(kryo.checked().get(EngineSettings.SERIALIZER)).isEqualTo("kryo");
        assertThat(java.checked().get(EngineSettings.SERIALIZER)).isEqualTo("java");
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearestKnownOne() {
        assertThatThrownBy(conf.set("sluice.default.paralelism", "7")::checked)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("sluice.default.paralelism")
                .hasMessageContaining("sluice.default.parallelism");
    }

    @Test
    void whatSparkAloneUnderstandsIsLeftAlone() {
        SluiceConf taken = conf.set("spark.network.timeout", "1s")
                .set("my.own.key", "mine")
                .checked();

        assertThat(taken.get("my.own.key")).isEqualTo("mine");
        assertThat(SparkSettings.withoutMeaning("spark.network.timeout")).isPresent();
        assertThat(SparkSettings.withoutMeaning("spark.default.parallelism")).isEmpty();
        assertThat(SparkSettings.withoutMeaning("my.own.key")).isEmpty();
    }

    @Test
    void timesAndSizesHaveUnits_orTheOneOfTheQuestion() {
        conf.set("a.time", "90s").set("a.number", "3").set("a.size", "2g");

        assertThat(conf.getTimeAsMs("a.time")).isEqualTo(90_000);
        assertThat(conf.getTimeAsSeconds("a.number")).isEqualTo(3);
        assertThat(conf.getTimeAsMs("a.number")).isEqualTo(3);
        assertThat(conf.getTimeAsSeconds("missing", "5min")).isEqualTo(300);
        assertThat(conf.getSizeAsBytes("a.size")).isEqualTo(2L << 30);
        assertThat(conf.getSizeAsMb("a.size")).isEqualTo(2048);
        assertThat(conf.getSizeAsKb("a.number")).isEqualTo(3);
        assertThat(conf.getSizeAsGb("missing", "3072m")).isEqualTo(3);
    }

    @Test
    void keysAreFoundByTheirBeginning() {
        conf.set("app.a", "1").set("app.b", "2").set("apple", "3");

        assertThat(conf.getAllWithPrefix("app.")).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @Test
    void jarsClassesAndTheEnvironmentAreKept() {
        conf.setJars("one.jar", "two.jar").setSparkHome("/opt/spark").setExecutorEnv("COLOUR", "green");
        conf.registerKryoClasses(Tuple2.class).registerKryoClasses(Tuple3.class, Tuple2.class);

        assertThat(conf.get("sluice.kryo.classesToRegister")).isEqualTo("io.sluice.Tuple2,io.sluice.Tuple3");
        assertThat(conf.getExecutorEnv()).isEqualTo(Map.of("COLOUR", "green"));
        try (SluiceContext context = new SluiceContext(conf)) {
            assertThat(context.jars()).containsExactly("one.jar", "two.jar");
        }
    }

    @Test
    void pipedProcessesHaveTheEnvironment_andTheirOwnBeforeIt() {
        Map<String, String> environment = Map.of("COLOUR", "green", "SHAPE", "round");
        try (SluiceContext context =
                new SluiceContext("local", "test", "/opt/spark", new String[] {"one.jar"}, environment)) {
            Rdd<String> echoed = context.parallelize(java.util.List.of(1), 1)
                    .pipe(java.util.List.of("sh", "-c", "echo $COLOUR $SHAPE"), Map.of("COLOUR", "red"));

            assertThat(echoed.collect()).containsExactly("red round");
            assertThat(context.jars()).containsExactly("one.jar");
        }
    }
}
