package io.sluice.benchmarks.cluster;

import io.sluice.benchmarks.program.ClusterAddress;
import java.util.Arrays;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * How programs get onto the cluster. Started itself, it runs another program there; arguments: port of the cluster, the
 * program's class, and its arguments.
 */
public final class OnCluster {
    private OnCluster() {}

    public static void main(String[] args) throws Exception {
        ClusterAddress.set(args[0]);
        Class.forName(args[1]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(args, 2, args.length));
    }

    static JavaSparkContext start(String port, String name) {
        ClusterAddress.set(port);
        SparkConf conf =
                new SparkConf().setMaster(ClusterAddress.master().orElseThrow()).setAppName(name);
        ClusterAddress.settings().forEach(conf::set);
        return new JavaSparkContext(conf);
    }
}
