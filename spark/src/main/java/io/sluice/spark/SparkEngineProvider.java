package io.sluice.spark;

import io.sluice.EngineSettings;
import io.sluice.SluiceConf;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineProvider;
import java.util.regex.Pattern;

/** Serves the masters {@code spark://...}, {@code yarn}, {@code k8s://...} and {@code local-cluster[...]}. */
public final class SparkEngineProvider implements EngineProvider {
    private static final Pattern MASTERS = Pattern.compile("spark://.+|yarn|k8s://.+|local-cluster\\[.+]");

    @Override
    public boolean serves(String master) {
        return MASTERS.matcher(master).matches();
    }

    @Override
    public Engine create(SluiceConf conf) {
        String master = conf.get(EngineSettings.MASTER);
        try {
            return SparkEngine.start(master, conf);
        } catch (NoClassDefFoundError missing) {
            throw SparkErrors.noSpark(master, missing);
        }
    }
}
