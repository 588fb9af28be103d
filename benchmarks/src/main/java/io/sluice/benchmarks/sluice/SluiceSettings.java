package io.sluice.benchmarks.sluice;

import io.sluice.SluiceConf;

/** The settings of all Sluice programs: two threads of this JVM. */
final class SluiceSettings {
    private SluiceSettings() {}

    static SluiceConf named(String name) {
        return new SluiceConf().setMaster("local[2]").setAppName(name);
    }
}
