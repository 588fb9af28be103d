package io.sluice.spark;

import io.sluice.StorageLevel;
import io.sluice.streaming.receiver.Receiver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Does what the test says over a socket: {@code store WORDS} answers when they are stored, {@code die} kills the process. */
final class OrderedReceiver extends Receiver<String> {
    private final int port;
    private transient Socket socket;

    OrderedReceiver(int port, StorageLevel level) {
        super(level);
        this.port = port;
    }

    @Override
    public void onStart() throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        Thread thread = new Thread(this::obey, "obey");
        thread.setDaemon(true);
        thread.start();
    }

    private void obey() {
        try (BufferedReader orders =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter answers = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8)) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                if (order.equals("die")) {
                    Runtime.getRuntime().halt(1);
                }
                store(List.of(order.substring("store ".length()).split(" ")));
                answers.println("stored");
            }
        } catch (IOException | IllegalStateException over) {
            if (!isStopped()) {
                restart("the test says no more", over);
            }
        }
    }

    @Override
    public void onStop() throws IOException {
        socket.close();
    }
}
