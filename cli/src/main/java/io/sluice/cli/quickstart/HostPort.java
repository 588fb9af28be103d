package io.sluice.cli.quickstart;

/** A server's address, as people write it: {@code localhost:9999}, {@code [::1]:9999}. */
public record HostPort(String host, int port) {
    private static final int LARGEST_PORT = 65_535;

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is none, in a sentence for the user
     */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 1 ? "" : text.substring(0, colon);
        if (host.isEmpty() || (host.contains(":") && !host.startsWith("["))) {
            throw new IllegalArgumentException(
                    "'%s' is no HOST:PORT, such as localhost:9999 or [::1]:9999".formatted(text));
        }
        return new HostPort(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port(text, colon));
    }

    private static int port(String text, int colon) {
        String port = text.substring(colon + 1);
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > LARGEST_PORT) {
            throw new IllegalArgumentException(
                    "'%s' in '%s' is no port, which is a number from 1 to 65535".formatted(port, text));
        }
        return Integer.parseInt(port);
    }

    @Override
    public String toString() {
        return host.contains(":") ? "[%s]:%d".formatted(host, port) : host + ":" + port;
    }
}
