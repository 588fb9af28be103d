package io.sluice.cli;

import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A program to submit: adds numbers on executors, tells a test about it over a socket, and ends with the exit code that it is
 * given, or when the test closes the connection.
 */
public final class CountingProgram {
    private CountingProgram() {}

    public static void main(String[] args) throws IOException {
        try (SluiceContext context = new SluiceContext(new SluiceConf());
                Socket test = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))) {
            List<Integer> numbers = IntStream.rangeClosed(1, 100).boxed().toList();
            int sum = context.parallelize(numbers, 4).map(n -> n * 2).reduce(Integer::sum);
            PrintWriter out = new PrintWriter(test.getOutputStream(), true, StandardCharsets.UTF_8);
            out.printf(
                    "pid=%d sum=%d master=%s inline=%s%n",
                    ProcessHandle.current().pid(),
                    sum,
                    context.master(),
                    context.getConf().get("sluice.task.inlineRecords", "unset"));
            test.getInputStream().read();
        }
        System.exit(Integer.parseInt(args[1]));
    }
}
