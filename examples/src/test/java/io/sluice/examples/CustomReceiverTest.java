package io.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.SluiceConf;
import io.sluice.streaming.Durations;
import io.sluice.streaming.StreamingContext;
import io.sluice.testkit.LineServer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CustomReceiverTest {
    @Test
    void whenAServerSendsLines_thenTheyArriveAlsoAfterTheConnectionBroke() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        SluiceConf conf = new SluiceConf()
                .setMaster("local[1]")
                .set("sluice.streaming.blockInterval", "10ms")
                .set("sluice.streaming.receiverRestartDelay", "10ms");
        try (LineServer server = LineServer.open();
                StreamingContext streaming = new StreamingContext(conf, Durations.milliseconds(20))) {
            streaming
                    .receiverStream(new CustomReceiver.LineReceiver(server.host(), server.port()))
                    .foreachRDD(rdd -> received.addAll(rdd.collect()));
            streaming.start();

            server.send("one", "two");
            assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("one");
            assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("two");

            server.disconnectClients();
            server.send("three");
            assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("three");
        }
    }
}
