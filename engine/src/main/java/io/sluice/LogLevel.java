package io.sluice;

import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Changes how much is logged, in the logging back ends that allow it: Logback, and that of the JDK. */
final class LogLevel {
    private static final Map<String, Level> LEVELS = Map.of(
            "ALL", Level.ALL,
            "TRACE", Level.FINEST,
            "DEBUG", Level.FINE,
            "INFO", Level.INFO,
            "WARN", Level.WARNING,
            "ERROR", Level.SEVERE,
            "FATAL", Level.SEVERE,
            "OFF", Level.OFF);

    private LogLevel() {}

    static void set(String level) {
        String name = level.toUpperCase(Locale.ROOT);
        Level ofJdk = LEVELS.get(name);
        if (ofJdk == null) {
            throw new IllegalArgumentException(
                    "a log level is ALL, TRACE, DEBUG, INFO, WARN, ERROR, FATAL or OFF, got '%s'".formatted(level));
        }
        Logger.getLogger("").setLevel(ofJdk);
        ILoggerFactory backEnd = LoggerFactory.getILoggerFactory();
        try {
            if (backEnd.getClass().getName().startsWith("ch.qos.logback.")) {
                setLogback(name.equals("FATAL") ? "ERROR" : name);
            }
        } catch (ReflectiveOperationException otherVersion) {
            LoggerFactory.getLogger(LogLevel.class).warn("The log level stays as it is: {}", otherVersion.toString());
        }
    }

    /** By name, because Sluice stands on no back end. */
    private static void setLogback(String name) throws ReflectiveOperationException {
        Object root = LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Class<?> levels = Class.forName(
                "ch.qos.logback.classic.Level", true, root.getClass().getClassLoader());
        Method setLevel = root.getClass().getMethod("setLevel", levels);
        setLevel.invoke(root, levels.getMethod("toLevel", String.class).invoke(null, name));
    }
}
