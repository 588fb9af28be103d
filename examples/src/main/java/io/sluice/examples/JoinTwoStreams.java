package io.sluice.examples;

import io.sluice.SluiceConf;
import io.sluice.Tuple2;
import io.sluice.streaming.DStream;
import io.sluice.streaming.Durations;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.StreamingContext;

/**
 * Joins orders with payments that arrive in the same second, by the order's id. Lines are {@code ID,TEXT}.
 *
 * <p>Arguments: {@code ORDERS_HOST ORDERS_PORT PAYMENTS_HOST PAYMENTS_PORT}.
 */
public final class JoinTwoStreams {
    private JoinTwoStreams() {}

    /** What was ordered and how it was paid, for each order that has both in a batch. */
    public static PairDStream<String, Tuple2<String, String>> paidOrders(
            DStream<String> orders, DStream<String> payments) {
        return byId(orders).join(byId(payments));
    }

    private static PairDStream<String, String> byId(DStream<String> lines) {
        return lines.filter(line -> line.indexOf(',') > 0).mapToPair(line -> {
            int comma = line.indexOf(',');
            return new Tuple2<>(line.substring(0, comma), line.substring(comma + 1));
        });
    }

    public static void main(String[] args) throws InterruptedException {
        Arguments.require(args, 4, "join-two-streams ORDERS_HOST ORDERS_PORT PAYMENTS_HOST PAYMENTS_PORT");
        SluiceConf conf = new SluiceConf().setAppName("JoinTwoStreams");
        try (StreamingContext streaming = new StreamingContext(conf, Durations.seconds(1))) {
            DStream<String> orders = streaming.socketTextStream(args[0], Integer.parseInt(args[1]));
            DStream<String> payments = streaming.socketTextStream(args[2], Integer.parseInt(args[3]));
            paidOrders(orders, payments).print();

            streaming.start();
            streaming.awaitTermination();
        }
    }
}
