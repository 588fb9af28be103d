package io.sluice.storage.log;

import io.sluice.error.StreamException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a checkpoint directory's name becomes a storage. Stateless. */
public final class LogStorages {
    /** A scheme has two letters at least, as {@code C:/logs} is a path. */
    private static final Pattern URI = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):/.*");

    private static final Pattern FILE = Pattern.compile("(?i)file:(?://(?:localhost)?(?=/))?(/(?!/).*)");

    private LogStorages() {}

    /**
     * The storage for a directory, which need not exist: that of the first {@link LogStorageProvider} that serves it, else the
     * local disk.
     *
     * @param location a path, or a URI; one of {@code file:} is a path
     * @throws StreamException {@code FILE_SYSTEM_UNKNOWN} if nobody serves the scheme of a URI
     */
    public static LogStorage at(String location) {
        Optional<LogStorageProvider> provider = providerOf(location);
        return provider.isPresent()
                ? provider.get().open(location)
                : new LocalLogStorage(local(location).orElseThrow(() -> LogErrors.unknownFileSystem(location, null)));
    }

    /** The providers that the thread's class loader finds, then those beside this class, which a thread of Spark's may not find. */
    private static Optional<LogStorageProvider> providerOf(String location) {
        Optional<LogStorageProvider> known = first(ServiceLoader.load(LogStorageProvider.class), location);
        return known.isPresent()
                ? known
                : first(ServiceLoader.load(LogStorageProvider.class, LogStorages.class.getClassLoader()), location);
    }

    private static Optional<LogStorageProvider> first(ServiceLoader<LogStorageProvider> providers, String location) {
        for (LogStorageProvider provider : providers) {
            if (provider.serves(location)) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }

    /** The path that a location on the local disk means; none if it is the URI of something else. */
    public static Optional<Path> local(String location) {
        Matcher file = FILE.matcher(location);
        if (file.matches()) {
            return Optional.of(Path.of(file.group(1)));
        }
        return scheme(location).isPresent() ? Optional.empty() : Optional.of(Path.of(location));
    }

    /** The same where nothing else will do, as {@code what} says. */
    public static Path requireLocal(String location, String what) {
        return local(location).orElseThrow(() -> LogErrors.notLocal(location, what));
    }

    /** The scheme of a location that is a URI, as it is written. */
    public static Optional<String> scheme(String location) {
        Matcher uri = URI.matcher(location);
        return uri.matches() ? Optional.of(uri.group(1)) : Optional.empty();
    }
}
