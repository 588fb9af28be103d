package io.sluice;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.util.Comparator;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds a configuration against the settings that the modules at hand understand. */
final class SettingCheck {
    private static final Logger LOG = LoggerFactory.getLogger(SluiceConf.class);

    private final TreeSet<String> known = new TreeSet<>();

    SettingCheck() {
        for (KnownSettings module : ServiceLoader.load(KnownSettings.class, SettingCheck.class.getClassLoader())) {
            module.settings().forEach(setting -> known.add(setting.key()));
        }
    }

    SluiceConf check(SluiceConf conf) {
        SluiceConf checked = new SluiceConf(false);
        conf.getAll().forEach((key, value) -> {
            if (key.startsWith("sluice.")) {
                checked.set(requireKnown(key), value);
            } else if (key.startsWith("spark.sluice.")
                    || (key.startsWith("spark.") && isKnown(SparkSettings.own(key)))) {
                String own = requireKnown(SparkSettings.own(key));
                LOG.info("Taking {} as {}", key, own);
                if (!conf.contains(own)) {
                    checked.set(own, SparkSettings.value(key, value));
                }
            } else {
                if (runsHere(conf)) {
                    SparkSettings.withoutMeaning(key)
                            .ifPresent(reason -> LOG.warn("Setting {} has no effect: {}", key, reason));
                }
                checked.set(key, value);
            }
        });
        return checked;
    }

    /** On a cluster, Spark's own settings are for Spark. */
    private static boolean runsHere(SluiceConf conf) {
        String master = conf.getOption(EngineSettings.MASTER.key())
                .or(() -> conf.getOption("spark.master"))
                .orElse(EngineSettings.MASTER.defaultValue());
        return master.startsWith("local") && !master.startsWith("local-cluster");
    }

    private boolean isKnown(String key) {
        return known.contains(key) || key.startsWith(SluiceConf.ENVIRONMENT);
    }

    private String requireKnown(String key) {
        if (!isKnown(key)) {
            String nearest = known.stream()
                    .min(Comparator.comparingInt(candidate -> distance(candidate, key)))
                    .orElse("none");
            throw new StreamException(
                    ErrorCode.UNKNOWN_SETTING,
                    "There is no setting %s.".formatted(key),
                    "The nearest known one is %s; keys of your own must not begin with 'sluice.'.".formatted(nearest));
        }
        return key;
    }

    /** How many letters must change to make one word the other (Levenshtein 1966). */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
