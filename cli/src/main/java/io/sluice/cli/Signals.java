package io.sluice.cli;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something else on a signal than the JVM would. By reflection, as the JDK's class for it is one that compilers warn of;
 * a JVM without it, or told to leave signals alone, does what it always did.
 */
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private Signals() {}

    /**
     * From now on.
     *
     * @param signal such as {@code TERM}
     * @param action called on a thread of its own
     */
    static void handle(String signal, Runnable action) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    handlers.getClassLoader(), new Class<?>[] {handlers}, (self, called, args) -> {
                        if (called.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signals.getMethod("handle", signals, handlers)
                    .invoke(null, signals.getConstructor(String.class).newInstance(signal), handler);
        } catch (ReflectiveOperationException | RuntimeException impossible) {
            LOG.debug("SIG{} stays as it is", signal, impossible);
        }
    }
}
