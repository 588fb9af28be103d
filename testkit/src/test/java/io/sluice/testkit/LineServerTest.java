package io.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineServerTest {
    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    @Test
    void whenLinesAreSent_thenEveryClientReadsThem() throws Exception {
        try (LineServer server = LineServer.open();
                Socket first = new Socket(server.host(), server.port());
                Socket second = new Socket(server.host(), server.port())) {
            server.awaitConnections(2);

            server.send("one", "zwölf");

            assertThat(reader(first).readLine()).isEqualTo("one");
            BufferedReader lines = reader(second);
            assertThat(lines.readLine()).isEqualTo("one");
            assertThat(lines.readLine()).isEqualTo("zwölf");
        }
    }

    @Test
    void whenClientsAreDisconnected_thenTheyReadTheEndAndMayComeBack() throws Exception {
        try (LineServer server = LineServer.open();
                Socket client = new Socket(server.host(), server.port())) {
            server.awaitConnections(1);

            server.disconnectClients();

            assertThat(reader(client).readLine()).isNull();
            try (Socket again = new Socket(server.host(), server.port())) {
                server.awaitConnections(2);
                server.send("back");
                assertThat(reader(again).readLine()).isEqualTo("back");
            }
        }
    }
}
