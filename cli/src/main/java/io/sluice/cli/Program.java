package io.sluice.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;

/** A class with a {@code public static void main(String[])}. Immutable. */
final class Program {
    private final Method main;

    private Program(Method main) {
        this.main = main;
    }

    /** @throws IllegalArgumentException if the class has no such method, in a sentence for the user */
    static Program of(Class<?> type) {
        try {
            Method main = type.getMethod("main", String[].class);
            if (Modifier.isStatic(main.getModifiers())) {
                main.setAccessible(true); // the class itself may be package-private
                return new Program(main);
            }
        } catch (NoSuchMethodException missing) {
            throw notAProgram(type, missing);
        }
        throw notAProgram(type, null);
    }

    private static IllegalArgumentException notAProgram(Class<?> type, Throwable cause) {
        return new IllegalArgumentException(
                "%s is no program: it has no 'public static void main(String[] args)'".formatted(type.getName()),
                cause);
    }

    String name() {
        return main.getDeclaringClass().getName();
    }

    void call(List<String> args) throws InvocationTargetException, IllegalAccessException {
        main.invoke(null, (Object) args.toArray(String[]::new));
    }
}
