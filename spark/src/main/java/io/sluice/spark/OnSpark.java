package io.sluice.spark;

import static java.util.Objects.requireNonNull;

import io.sluice.PairRdd;
import io.sluice.Rdd;
import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Sluice and Spark in one program: a context on Spark's, and datasets of one as datasets of the other. */
public final class OnSpark {
    private OnSpark() {}

    /** {@link #context(JavaSparkContext, SluiceConf)} without settings of its own. */
    public static SluiceContext context(JavaSparkContext spark) {
        return context(spark, new SluiceConf());
    }

    /** {@link #context(JavaSparkContext, SluiceConf)} on a context of Spark's Scala API, without settings of its own. */
    public static SluiceContext context(SparkContext spark) {
        return context(spark, new SluiceConf());
    }

    /** {@link #context(JavaSparkContext, SluiceConf)} on a context of Spark's Scala API. */
    public static SluiceContext context(SparkContext spark, SluiceConf conf) {
        return context(new JavaSparkContext(requireNonNull(spark, "spark")), conf);
    }

    /** A context whose jobs are jobs of an existing Spark context, which is not stopped with it. */
    public static SluiceContext context(JavaSparkContext spark, SluiceConf conf) {
        SluiceConf own = conf.clone()
                .setMaster(spark.master())
                .setIfMissing(io.sluice.EngineSettings.APP_NAME.key(), spark.appName());
        SparkEngine engine = new SparkEngine(requireNonNull(spark, "spark").sc(), false, 0);
        SluiceContext context = new SluiceContext(own, engine);
        List<String> known = List.of(spark.getConf().get("spark.jars", "").split(",", -1));
        context.jars().stream().filter(jar -> !known.contains(jar)).forEach(engine::addJar);
        return context;
    }

    /**
     * The same records as a dataset of Spark's, which can be had as long as that is in use.
     *
     * @param rdd of a context on Spark
     */
    public static <T> JavaRDD<T> toJavaRDD(Rdd<T> rdd) {
        return JavaRDD.fromRDD(SparkEngine.of(rdd.context()).rdd(rdd.lineage()), Scala.tag());
    }

    /**
     * The same pairs as a dataset of Spark's, spread over partitions in the same way.
     *
     * @param rdd of a context on Spark
     */
    public static <K, V> JavaPairRDD<K, V> toJavaPairRDD(PairRdd<K, V> rdd) {
        return JavaPairRDD.fromRDD(SparkEngine.of(rdd.context()).pairs(rdd.lineage()), Scala.tag(), Scala.tag());
    }

    /**
     * The records of a dataset of Spark's.
     *
     * @param context on the Spark context that made it
     */
    public static <T> Rdd<T> fromJavaRDD(SluiceContext context, JavaRDD<T> rdd) {
        SparkEngine.of(context); // another engine could not read it
        return context.fromSource(new SparkSource<>(rdd.rdd()));
    }

    /**
     * The pairs of a dataset of Spark's, spread over partitions in the same way: what goes by the same partitioner moves no data.
     *
     * @param context on the Spark context that made it
     */
    public static <K, V> PairRdd<K, V> fromJavaPairRDD(SluiceContext context, JavaPairRDD<K, V> rdd) {
        SparkEngine.of(context); // as above
        return PairRdd.fromRdd(context.fromSource(new SparkPairSource<>(rdd.rdd())));
    }
}
