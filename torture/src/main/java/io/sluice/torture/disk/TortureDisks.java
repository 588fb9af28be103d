package io.sluice.torture.disk;

import io.sluice.storage.log.LogStorage;
import io.sluice.storage.log.LogStorageProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Serves locations that {@link Script#location} names. */
public final class TortureDisks implements LogStorageProvider {
    /** Static, against the rule: several parts of a program open a directory by its name, and one power cut hits them all. */
    private static final Map<String, TortureDisk> DISKS = new ConcurrentHashMap<>();

    @Override
    public boolean serves(String location) {
        return Script.isIn(location);
    }

    @Override
    public LogStorage open(String location) {
        return new TortureStorage(disk(location), "");
    }

    /** The disk of a location, for those who bring steps of their own: one that does what it is told if no script is named. */
    public static TortureDisk disk(String location) {
        return DISKS.computeIfAbsent(
                location,
                named -> Script.isIn(named)
                        ? new TortureDisk(Script.in(named), Script.directory(named))
                        : new TortureDisk(Script.PEACE, named));
    }
}
