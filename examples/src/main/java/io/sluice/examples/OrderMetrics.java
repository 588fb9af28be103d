package io.sluice.examples;

import io.sluice.SluiceConf;
import io.sluice.Tuple2;
import io.sluice.streaming.DStream;
import io.sluice.streaming.Durations;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.StreamingContext;
import java.io.Serializable;

/**
 * Measures the orders of each batch: how many there are, what each category brings in, and how many each region places. Lines
 * are {@code ID,CATEGORY,REGION,CENTS}; others are left out.
 *
 * <p>Arguments: {@code HOST PORT}.
 */
public final class OrderMetrics {
    private final DStream<Order> orders;

    /** Of the orders in lines of text. */
    public OrderMetrics(DStream<String> lines) {
        orders = lines.filter(line -> line.matches("[^,]*,[^,]*,[^,]*,\\d+")).map(Order::parse);
    }

    /** One order; Serializable, as all records are. */
    public record Order(String id, String category, String region, long cents) implements Serializable {
        static Order parse(String line) {
            String[] fields = line.split(",", 4);
            return new Order(fields[0], fields[1], fields[2], Long.parseLong(fields[3]));
        }
    }

    /** How many orders there are, 0 in a batch without any. */
    public DStream<Long> count() {
        return orders.count();
    }

    /** What each category brings in, in cents. */
    public PairDStream<String, Long> revenueByCategory() {
        return orders.mapToPair(order -> new Tuple2<>(order.category(), order.cents()))
                .reduceByKey(Long::sum);
    }

    /** How many orders come from each region. */
    public PairDStream<String, Long> countByRegion() {
        return orders.map(Order::region).countByValue();
    }

    public static void main(String[] args) throws InterruptedException {
        Arguments.require(args, 2, "order-metrics HOST PORT");
        SluiceConf conf = new SluiceConf().setAppName("OrderMetrics");
        try (StreamingContext streaming = new StreamingContext(conf, Durations.seconds(1))) {
            OrderMetrics metrics = new OrderMetrics(streaming.socketTextStream(args[0], Integer.parseInt(args[1])));
            metrics.count().print();
            metrics.revenueByCategory().print();
            metrics.countByRegion().print();

            streaming.start();
            streaming.awaitTermination();
        }
    }
}
