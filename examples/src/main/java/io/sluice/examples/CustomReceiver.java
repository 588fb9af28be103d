package io.sluice.examples;

import io.sluice.SluiceConf;
import io.sluice.StorageLevel;
import io.sluice.streaming.Durations;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.receiver.Receiver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Counts words that a receiver of the program's own takes from a text server.
 *
 * <p>Run {@code nc -lk 9999} and type; arguments: {@code HOST PORT}.
 */
public final class CustomReceiver {
    private CustomReceiver() {}

    /** Reads lines from a socket, and asks to be restarted when the connection ends or fails. */
    public static final class LineReceiver extends Receiver<String> {
        private final String host;
        private final int port;
        private transient volatile Socket socket;

        public LineReceiver(String host, int port) {
            super(StorageLevel.MEMORY_ONLY);
            this.host = host;
            this.port = port;
        }

        @Override
        public void onStart() {
            new Thread(this::receive, "line-receiver").start();
        }

        @Override
        public void onStop() throws IOException {
            Socket open = socket;
            if (open != null) {
                open.close(); // ends the thread, which waits for the next line
            }
        }

        private void receive() {
            try (Socket connection = new Socket(host, port);
                    BufferedReader lines = new BufferedReader(
                            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                socket = connection;
                for (String line = lines.readLine(); line != null && !isStopped(); line = lines.readLine()) {
                    store(line);
                }
                restart("the server closed the connection");
            } catch (IOException failed) {
                if (!isStopped()) {
                    restart("cannot read from %s:%d".formatted(host, port), failed);
                }
            }
        }
    }

    public static void main(String[] args) throws InterruptedException {
        Arguments.require(args, 2, "custom-receiver HOST PORT");
        SluiceConf conf = new SluiceConf().setAppName("CustomReceiver");
        try (StreamingContext streaming = new StreamingContext(conf, Durations.seconds(1))) {
            LineReceiver receiver = new LineReceiver(args[0], Integer.parseInt(args[1]));
            NetworkWordCount.count(streaming.receiverStream(receiver)).print();

            streaming.start();
            streaming.awaitTermination();
        }
    }
}
