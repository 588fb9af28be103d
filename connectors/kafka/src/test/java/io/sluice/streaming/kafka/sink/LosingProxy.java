package io.sluice.streaming.kafka.sink;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Stands before a broker; can lose the end of a transaction, or what the broker answers to it. Thread-safe. */
final class LosingProxy implements AutoCloseable {
    private static final short END_OF_TRANSACTION = 26;

    enum Loss {
        NOTHING,
        QUESTION,
        ANSWER
    }

    private final ServerSocket listener;
    private final AtomicReference<Loss> next = new AtomicReference<>(Loss.NOTHING);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int brokerPort;

    LosingProxy() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        start(this::accept);
    }

    String address() {
        return "localhost:" + listener.getLocalPort();
    }

    void standBefore(int port) {
        brokerPort = port;
    }

    /** Of the next transaction that ends; from then on nothing comes back on its connection. */
    void lose(Loss loss) {
        next.set(loss);
    }

    /** Whether it is lost by now. */
    boolean hasLost() {
        return next.get() == Loss.NOTHING;
    }

    /** What may end by an exception, when a connection does. */
    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException over) {
                // as connections are
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            open.add(client);
            start(() -> new Connection(client).carry());
        }
    }

    private final class Connection {
        private final Socket client;
        private volatile boolean silent;

        Connection(Socket client) {
            this.client = client;
        }

        void carry() throws IOException {
            try (client;
                    Socket broker = new Socket("localhost", brokerPort)) {
                open.add(broker);
                start(() -> answers(broker));
                questions(broker);
            }
        }

        private void questions(Socket broker) throws IOException {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(broker.getOutputStream());
            while (true) {
                byte[] question = in.readNBytes(in.readInt());
                Loss loss = apiKey(question) == END_OF_TRANSACTION ? next.getAndSet(Loss.NOTHING) : Loss.NOTHING;
                silent |= loss != Loss.NOTHING;
                if (loss != Loss.QUESTION) {
                    send(out, question);
                }
            }
        }

        private static short apiKey(byte[] question) {
            return (short) (question[0] << Byte.SIZE | question[1]);
        }

        private void answers(Socket broker) throws IOException {
            try (client) {
                DataInputStream in = new DataInputStream(broker.getInputStream());
                DataOutputStream out = new DataOutputStream(client.getOutputStream());
                while (true) {
                    byte[] answer = in.readNBytes(in.readInt());
                    if (!silent) {
                        send(out, answer);
                    }
                }
            }
        }

        private static void send(DataOutputStream out, byte[] message) throws IOException {
            out.writeInt(message.length);
            out.write(message);
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
