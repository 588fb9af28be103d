package io.sluice.cli.quickstart;

import io.sluice.EngineSettings;
import io.sluice.SluiceConf;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where the quickstart runs, and where its own server is, so that the receiver can reach it. */
record Master(String name) {
    static Master of(SluiceConf conf) {
        return new Master(conf.getOption(EngineSettings.MASTER.key())
                .or(() -> conf.getOption("spark.master"))
                .orElse("local"));
    }

    /** Whether the tasks run in this JVM. */
    boolean isLocal() {
        return name.startsWith("local") && !name.startsWith("local-cluster");
    }

    /** The loopback address, unless the receiver runs on a cluster that is more than this machine. */
    InetAddress ownAddress() throws UnknownHostException {
        if (name.startsWith("local") || name.startsWith("spark://127.") || name.startsWith("spark://localhost")) {
            return InetAddress.getLoopbackAddress();
        }
        return InetAddress.getLocalHost();
    }
}
