package io.sluice.engine;

import io.sluice.SluiceConf;

/** Makes engines for the masters it serves. Found with {@link java.util.ServiceLoader}. */
public interface EngineProvider {
    /** Whether this provider's engine runs on a master such as {@code local[2]}. */
    boolean serves(String master);

    Engine create(SluiceConf conf);
}
