package io.sluice.engine;

import static java.util.Objects.requireNonNull;

/**
 * A process that runs tasks.
 *
 * @param host the name of its machine
 * @param location how a preferred location names it, see {@link io.sluice.lineage.SourcePartition#preferredLocations}
 */
public record Place(String host, String location) {
    public Place {
        requireNonNull(host, "host");
        requireNonNull(location, "location");
    }
}
