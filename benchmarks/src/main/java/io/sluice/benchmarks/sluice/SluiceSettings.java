package io.sluice.benchmarks.sluice;

import io.sluice.SluiceConf;
import io.sluice.benchmarks.program.ClusterAddress;

/** The settings of all Sluice programs: two threads of this JVM; or a cluster. */
final class SluiceSettings {
    private SluiceSettings() {}

    static SluiceConf named(String name) {
        SluiceConf conf = new SluiceConf().setAppName(name);
        if (ClusterAddress.master().isPresent()) {
            conf.setMaster(ClusterAddress.master().get());
            ClusterAddress.settings().forEach(conf::set);
            return conf;
        }
        return conf.setMaster("local[2]");
    }
}
