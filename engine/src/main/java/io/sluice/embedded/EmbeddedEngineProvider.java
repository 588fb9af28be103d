package io.sluice.embedded;

import io.sluice.EngineSettings;
import io.sluice.SluiceConf;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineProvider;

/** Serves the masters {@code local}, {@code local[n]}, {@code local[*]} and {@code local[n,f]}. */
public final class EmbeddedEngineProvider implements EngineProvider {
    @Override
    public boolean serves(String master) {
        return LocalMaster.parse(master).isPresent();
    }

    @Override
    public Engine create(SluiceConf conf) {
        LocalMaster master = LocalMaster.parse(conf.get(EngineSettings.MASTER)).orElseThrow();
        return new EmbeddedEngine(EmbeddedSettings.of(conf, master));
    }
}
