package io.sluice.spark.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Addresses of the loopback interface: Linux has many, other systems may have one. */
final class Hosts {
    private static final String FIRST = "127.0.0.1";

    private Hosts() {}

    /** The address of the machine with that number, from 0 on. */
    static String of(int number) {
        String own = "127.0.0." + (number % 250 + 1);
        try {
            new ServerSocket(0, 1, InetAddress.getByName(own)).close();
            return own;
        } catch (IOException notThere) {
            return FIRST;
        }
    }
}
